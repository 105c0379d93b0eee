from django.apps import AppConfig


class MineConfig(AppConfig):
    name = "schakel.screens.mine"
    label = "mine"
