"""Background work of the journeys: sending letters, and the round of what is due. `manage daily` and `remind` queue it."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from schakel.records.journeys import letters
from schakel.records.journeys.actions import rounds
from schakel.records.journeys.models import Letter
from schakel.screens.open.after.mail import compose

FIRST_WAIT = timedelta(minutes=10)
BY = "task round"


@task()  # type: ignore[untyped-decorator,unused-ignore]
def send_letter(letter: int) -> bool:
    """Send one letter; when the mail server was away, again after 10, 40, 160, 640 minutes."""
    now = timezone.now()
    sent = letters.send(letter, now=now, compose=compose)
    again = Letter.objects.filter(pk=letter, state=Letter.State.WAITING).values_list("tries", flat=True).first()
    if again:
        send_letter.using(run_after=now + FIRST_WAIT * 4 ** (again - 1)).enqueue(letter)
    return sent


@task()  # type: ignore[untyped-decorator,unused-ignore]
def make_round() -> dict[str, int]:
    """Remind and ask who is due; letters that wait too long are sent too."""
    now = timezone.now()
    counts = rounds.run(by=BY, now=now)
    late = [letters.send(pk, now=now, compose=compose) for pk in letters.late(now=now)]
    return {**counts, "late": sum(late)}


def letter_was_written(letter: int, **_rest: object) -> None:
    """From the transaction that wrote a letter to the queue of the worker."""
    send_letter.enqueue(letter)
