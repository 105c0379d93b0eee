from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "schakel.records.organisations"
    label = "organisations"
    verbose_name = "organisations"
