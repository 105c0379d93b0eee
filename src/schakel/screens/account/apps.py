from django.apps import AppConfig


class AccountConfig(AppConfig):
    name = "schakel.screens.account"
    label = "account_screens"

    def ready(self) -> None:
        from schakel.screens.account import signals

        signals.connect()
