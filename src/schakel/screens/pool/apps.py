from django.apps import AppConfig


class PoolConfig(AppConfig):
    name = "schakel.screens.pool"
    label = "pool"
