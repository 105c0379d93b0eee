from django.apps import AppConfig


class OffersConfig(AppConfig):
    name = "schakel.records.offers"
    label = "offers"
    verbose_name = "offers"
