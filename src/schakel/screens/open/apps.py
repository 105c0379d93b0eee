from django.apps import AppConfig


class OpenConfig(AppConfig):
    name = "schakel.screens.open"
    label = "open"

    def ready(self) -> None:
        # The records write letters down and know no screens; here they meet the words and the worker.
        from schakel.records.journeys.letters import letter_written
        from schakel.screens.open.after.tasks import letter_was_written

        letter_written.connect(letter_was_written, dispatch_uid="open.letter_was_written")
