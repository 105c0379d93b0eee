from django.apps import AppConfig


class OpenConfig(AppConfig):
    name = "schakel.screens.open"
    label = "open"
