"""The one desk: what people ask, who has it, and when they hear."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from schakel.records.core.models import Place
from schakel.records.offers.models import Offer
from schakel.records.organisations.models import Organisation
from schakel.records.people.models import Person


class Request(models.Model):
    """Somebody knocks: by form, phone, mail, at the counter or through a partner. It has one answer date, always."""

    class Channel(models.TextChoices):
        FORM = "form", "form on the site"
        PHONE = "phone", "telephone"
        MAIL = "mail", "mail"
        VISIT = "visit", "at the counter"
        PARTNER = "partner", "through a partner"

    class Subject(models.TextChoices):
        WORK = "work", "work or a switch"
        STUDY = "study", "study or a course"
        INTERNSHIP = "internship", "an internship"
        SHADOW_DAY = "shadow-day", "a shadow day"
        PEOPLE = "people", "people for my organisation"
        TEACHING = "teaching", "teaching or school"
        SUPPORT = "support", "money or support"
        LIVING = "living", "coming to live here"
        OTHER = "other", "something else"

    class State(models.TextChoices):
        NEW = "new", "new"
        TAKEN = "taken", "an adviser has it"
        REFERRED = "referred", "asked of a partner"
        ANSWERED = "answered", "answered"
        CLOSED = "closed", "closed without an answer"

    OPEN = (State.NEW, State.TAKEN, State.REFERRED)

    key = models.UUIDField("key", default=uuid.uuid4, unique=True, editable=False)
    channel = models.CharField("how it came in", max_length=8, choices=Channel.choices)
    subject = models.CharField("about", max_length=12, choices=Subject.choices)
    text = models.TextField("question")
    name = models.CharField("name", max_length=120)
    email = models.EmailField("e-mail", blank=True)
    phone = models.CharField("phone", max_length=30, blank=True)
    language = models.CharField("language", max_length=3, default="nl")
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="requests", verbose_name="place"
    )
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="requests", verbose_name="person"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="requests", verbose_name="for"
    )
    offer = models.ForeignKey(
        Offer, on_delete=models.SET_NULL, null=True, blank=True, related_name="requests", verbose_name="about offer"
    )
    ambassador = models.ForeignKey(
        "journeys.Ambassador",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="requests",
        verbose_name="for ambassador",
    )
    state = models.CharField("state", max_length=8, choices=State.choices, default=State.NEW)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="requests",
        verbose_name="adviser",
    )
    version = models.PositiveIntegerField("version", default=1, help_text="goes up with every change")
    received = models.DateTimeField("received")
    answer_by = models.DateField("answer by")
    next_action = models.DateField("next action", null=True, blank=True)
    reminded = models.DateTimeField("adviser reminded", null=True, blank=True)
    answer = models.TextField("answer", blank=True)
    reason = models.CharField("reason", max_length=40, blank=True, help_text="id of a reason of the reviewed list")
    ended = models.DateTimeField("answered or closed", null=True, blank=True)
    forgotten = models.DateTimeField("contact data erased", null=True, blank=True)
    fictional = models.BooleanField("made up", default=False)
    mail = models.CharField("mail it came from", max_length=64, blank=True, editable=False, help_text="a hash")

    class Meta:
        ordering = ["answer_by", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["mail"], condition=~Q(mail=""), name="request_once_per_mail"),
            models.CheckConstraint(
                condition=Q(state__in=["new", "taken", "referred"], ended__isnull=True)
                | Q(state__in=["answered", "closed"], ended__isnull=False),
                name="request_ended_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(email="") | ~Q(phone="") | Q(forgotten__isnull=False), name="request_can_be_answered"
            ),
        ]
        indexes = [models.Index(fields=["state", "answer_by"], name="request_inbox")]
        verbose_name = "request"
        verbose_name_plural = "requests"

    def __str__(self) -> str:
        return f"request {self.pk}: {self.state}"


class RequestNote(models.Model):
    """What was said or done on a request. The person may read every note."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="notes", verbose_name="request")
    at = models.DateTimeField("time")
    by = models.CharField("who", max_length=120)
    text = models.TextField("note")

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = "note"
        verbose_name_plural = "notes"

    def __str__(self) -> str:
        return f"note {self.pk}"


class Referral(models.Model):
    """A request handed over to a partner, with consent. Until the partner accepts, the desk keeps it."""

    class State(models.TextChoices):
        ASKED = "asked", "asked"
        ACCEPTED = "accepted", "accepted"
        RETURNED = "returned", "returned"
        WITHDRAWN = "withdrawn", "consent withdrawn"

    key = models.UUIDField("key", default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="referrals", verbose_name="request")
    partner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="referrals", verbose_name="partner"
    )
    state = models.CharField("state", max_length=10, choices=State.choices, default=State.ASKED)
    consent = models.TextField("what the person agreed to")
    asked = models.DateTimeField("asked")
    answer_by = models.DateField("answer by")
    answered = models.DateTimeField("answered", null=True, blank=True)
    reminded = models.DateTimeField("partner reminded", null=True, blank=True)
    reason = models.CharField("reason", max_length=40, blank=True, help_text="id of a reason of the reviewed list")
    note = models.TextField("note", blank=True)

    class Meta:
        ordering = ["-asked", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(state="asked"), name="one_open_referral_per_request"
            )
        ]
        verbose_name = "referral"
        verbose_name_plural = "referrals"

    def __str__(self) -> str:
        return f"referral {self.pk}: {self.state}"
