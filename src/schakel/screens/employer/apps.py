from django.apps import AppConfig


class EmployerConfig(AppConfig):
    name = "schakel.screens.employer"
    label = "employer"

    def ready(self) -> None:
        # Letters know their kinds by name: this room brings its own.
        from schakel.screens.employer.mail_words import milestone
        from schakel.screens.open.after.words import WORDS

        WORDS["remind-milestone"] = milestone
