from django.apps import AppConfig


class JourneysConfig(AppConfig):
    name = "schakel.records.journeys"
    label = "journeys"
    verbose_name = "journeys"
