from django.apps import AppConfig


class PoolConfig(AppConfig):
    name = "schakel.screens.pool"
    label = "pool"

    def ready(self) -> None:
        # Letters know their kinds by name: the pool brings its own.
        from schakel.records.journeys.letters import ABOUT
        from schakel.records.journeys.models import PoolMember
        from schakel.screens.open.after.words import WORDS
        from schakel.screens.pool.words import pool_invited

        ABOUT["poolmember"] = PoolMember
        WORDS["pool-invited"] = WORDS["pool-remind"] = pool_invited
