"""Background work for people: mail about new offers. `manage daily` puts it in the queue of the worker."""

from django.utils import timezone
from django_tasks import task

from schakel.records.offers import alerts
from schakel.screens.mine.mail import tell_of_offers


@task()  # type: ignore[untyped-decorator,unused-ignore]
def tell_of_new_offers() -> int:
    """Mail everyone who asked for it about what is new for them."""
    return alerts.run(by="task tell_of_new_offers", now=timezone.now(), send=tell_of_offers)
