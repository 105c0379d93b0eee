from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "schakel.records.core"
    label = "core"
    verbose_name = "core"
