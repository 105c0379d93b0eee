"""Mail of the journeys, written down before it goes out, and what people answered to it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from schakel.records.people.models import Person


class Letter(models.Model):
    """One mail about one thing, once. Holds no address and no text: both are looked up when it goes out.

    `episode` tells letters of one kind about one thing apart, such as the 6th and the 12th month. What was being sent
    when a worker died stays `sending` and is not sent again: rather one missed than one sent twice.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "waits for the worker"
        SENDING = "sending", "being sent"
        SENT = "sent", "sent"
        FAILED = "failed", "given up"
        SKIPPED = "skipped", "not sent: no address, or no longer true"

    key = models.UUIDField("key", default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("kind", max_length=20)
    about = models.CharField(
        "about", max_length=20, help_text="name of a model of journeys or offers, in small letters"
    )
    number = models.PositiveBigIntegerField("number of what it is about")
    episode = models.CharField("episode", max_length=10, blank=True)
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="letters", verbose_name="about person"
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="letters",
        verbose_name="to account",
        help_text="empty: to the address in what it is about",
    )
    state = models.CharField("state", max_length=7, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField("tries", default=0)
    made = models.DateTimeField("written down")
    done = models.DateTimeField("sent, given up or skipped", null=True, blank=True)

    class Meta:
        ordering = ["made", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about", "number", "episode", "account"],
                condition=Q(account__isnull=False),
                name="letter_once_per_account",
            ),
            models.UniqueConstraint(
                fields=["kind", "about", "number", "episode"],
                condition=Q(account__isnull=True),
                name="letter_once_without_account",
            ),
        ]
        indexes = [models.Index(fields=["state", "made"], name="letter_queue")]
        verbose_name = "letter"
        verbose_name_plural = "letters"

    def __str__(self) -> str:
        return f"letter {self.pk}: {self.kind} {self.state}"


class Reply(models.Model):
    """What somebody answered to a letter, once: ids of a fixed list, never a text."""

    letter = models.OneToOneField(Letter, on_delete=models.CASCADE, related_name="reply", verbose_name="letter")
    answers = models.JSONField("answers", help_text="question to answer, both ids")
    at = models.DateTimeField("answered")

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = "reply"
        verbose_name_plural = "replies"

    def __str__(self) -> str:
        return f"reply {self.pk}"


class TrialEntry(models.Model):
    """Somebody came into a trial. `token` is a keyed hash: without the key of the site it names nobody."""

    trial = models.SlugField("trial", max_length=40)
    token = models.CharField("token", max_length=64)
    arm = models.CharField("arm", max_length=40)
    at = models.DateTimeField("entered")

    class Meta:
        ordering = ["trial", "at", "pk"]
        constraints = [models.UniqueConstraint(fields=["trial", "token"], name="once_in_a_trial")]
        verbose_name = "entry of a trial"
        verbose_name_plural = "entries of trials"

    def __str__(self) -> str:
        return f"{self.trial}: {self.arm}"
