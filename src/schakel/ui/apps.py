from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "schakel.ui"
    label = "ui"
