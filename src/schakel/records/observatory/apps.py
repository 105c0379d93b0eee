from django.apps import AppConfig


class ObservatoryConfig(AppConfig):
    name = "schakel.records.observatory"
    label = "observatory"
    verbose_name = "observatory"
