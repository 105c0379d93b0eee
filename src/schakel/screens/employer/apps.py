from django.apps import AppConfig


class EmployerConfig(AppConfig):
    name = "schakel.screens.employer"
    label = "employer"
