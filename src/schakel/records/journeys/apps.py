from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class JourneysConfig(AppConfig):
    name = "schakel.records.journeys"
    label = "journeys"
    verbose_name = "journeys"

    def ready(self) -> None:
        # People stand left of journeys and may not know them: a profile that is no longer published tells itself.
        post_save.connect(_profile_saved, sender="people.Profile", dispatch_uid="journeys.end_invitations")
        # An organisation that is removed takes its place in a pool with it; a pool nobody is in goes too.
        post_delete.connect(_member_gone, sender="journeys.PoolMember", dispatch_uid="journeys.end_empty_pool")
        from schakel.records.journeys import team_signals

        team_signals.connect()


def _profile_saved(instance: Any, **_rest: Any) -> None:
    """Who may no longer be found is no longer asked, from the same transaction on."""
    if instance.published:
        return
    from django.utils import timezone

    from schakel.records.journeys.actions import invitations

    invitations.end_for(instance.person_id, now=timezone.now())


def _member_gone(instance: Any, **_rest: Any) -> None:
    from schakel.records.journeys.actions.pool import end_when_empty

    end_when_empty(instance.pool_id)
