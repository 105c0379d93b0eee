from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "schakel.screens.desk"
    label = "desk"
