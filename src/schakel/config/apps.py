from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Only here so that the site-wide commands in `management/` are found."""

    name = "schakel.config"
    label = "config"
