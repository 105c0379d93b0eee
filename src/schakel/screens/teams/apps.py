from django.apps import AppConfig


class TeamsConfig(AppConfig):
    name = "schakel.screens.teams"
    label = "teams"

    def ready(self) -> None:
        # Letters know their kinds by name: the teams bring their own.
        from schakel.records.journeys import models
        from schakel.records.journeys.letters import ABOUT
        from schakel.screens.open.after.words import WORDS
        from schakel.screens.teams import letters

        for model in (models.RoundSchool, models.RoundAssignment, models.TeamEntry, models.TeamResult):
            ABOUT[str(model._meta.model_name)] = model
        WORDS.update(letters.WORDS)
