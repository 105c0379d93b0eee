from threading import Thread
from typing import Any

from django_tasks_db.management.commands.db_worker import Command as Worker

from schakel.config.warming import warm_up


class Command(Worker):  # type: ignore[misc,unused-ignore]
    help = f"{Worker.help} What the work needs is built while it waits for the first task."

    def handle(self, *, batch: bool = False, **options: Any) -> None:
        if not batch:  # who empties the queue once waits for nothing else
            Thread(target=warm_up, name="warm-up", daemon=True).start()
        super().handle(batch=batch, **options)
