from django.apps import AppConfig


class SchoolConfig(AppConfig):
    name = "schakel.screens.school"
    label = "school"
