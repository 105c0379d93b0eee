from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "schakel.screens.conversations"
    label = "conversations"

    def ready(self) -> None:
        # Letters know their kinds by name: the messages bring their own.
        from schakel.records.journeys.message_queries import LETTER
        from schakel.screens.conversations.words import message
        from schakel.screens.open.after.words import WORDS

        WORDS[LETTER] = message
