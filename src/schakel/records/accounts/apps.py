from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "schakel.records.accounts"
    label = "accounts"
    verbose_name = "accounts"
