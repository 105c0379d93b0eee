from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "schakel.records.programme"
    label = "programme"
    verbose_name = "programme"
