from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "schakel.records.people"
    label = "people"
    verbose_name = "people"
