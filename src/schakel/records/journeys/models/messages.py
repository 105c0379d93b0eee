"""Messages between one person and one organisation, always about something both are already in."""

import uuid

from django.db import models
from django.db.models import Q

from schakel.records.journeys.models.bookings import Booking
from schakel.records.journeys.models.desk import Referral, Request
from schakel.records.journeys.models.draws import DrawEntry
from schakel.records.journeys.models.invitations import Invitation
from schakel.records.organisations.models import Organisation, Role
from schakel.records.people.models import Person


class Conversation(models.Model):
    """A person and an organisation write to each other. It lasts as long as its tie: see `journeys.ties`.

    When the tie or the organisation goes, the person keeps what was written; `name` is then all that is left of it.
    """

    class Kind(models.TextChoices):
        INVITATION = "uitnodiging", "an invitation somebody said yes to"
        BOOKING = "boeking", "a booking"
        HOST = "stage", "an internship place, with who gives it"
        SCHOOL = "loting", "an internship place, with the school"
        REQUEST = "vraag", "a question at the desk"
        REFERRAL = "verwijzing", "a question a partner took over"

    key = models.UUIDField("key", default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="conversations", verbose_name="person")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="conversations",
        verbose_name="organisation",
    )
    name = models.CharField("name of the organisation", max_length=200)
    side = models.CharField("role in which the organisation answers", max_length=10, choices=Role.choices)
    kind = models.CharField("about", max_length=11, choices=Kind.choices)
    invitation = models.ForeignKey(
        Invitation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="conversations",
        verbose_name="invitation to talk",
    )
    booking = models.ForeignKey(
        Booking, on_delete=models.SET_NULL, null=True, blank=True, related_name="conversations", verbose_name="booking"
    )
    entry = models.ForeignKey(
        DrawEntry,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="conversations",
        verbose_name="part in an internship period",
    )
    request = models.ForeignKey(
        Request, on_delete=models.SET_NULL, null=True, blank=True, related_name="conversations", verbose_name="request"
    )
    referral = models.ForeignKey(
        Referral,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="conversations",
        verbose_name="referral",
    )
    made = models.DateTimeField("begun")
    last = models.DateTimeField("last message")
    closed = models.DateTimeField("closed", null=True, blank=True)
    reason = models.CharField("reason", max_length=40, blank=True, help_text="id of a reason of the reviewed list")
    forgotten = models.DateTimeField("texts erased", null=True, blank=True)

    class Meta:
        ordering = ["-last", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["invitation"], name="one_conversation_per_invitation"),
            models.UniqueConstraint(fields=["booking"], name="one_conversation_per_booking"),
            models.UniqueConstraint(fields=["entry", "organisation"], name="one_conversation_per_place"),
            models.UniqueConstraint(fields=["request"], name="one_conversation_per_request"),
            models.UniqueConstraint(fields=["referral"], name="one_conversation_per_referral"),
            models.CheckConstraint(
                condition=Q(closed__isnull=True, reason="") | (Q(closed__isnull=False) & ~Q(reason="")),
                name="conversation_closed_has_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "side", "last"], name="conversations_of_organisation"),
            models.Index(fields=["person", "last"], name="conversations_of_person"),
        ]
        verbose_name = "conversation"
        verbose_name_plural = "conversations"

    def __str__(self) -> str:
        return f"conversation {self.pk}"


class Message(models.Model):
    """What one side wrote. `answer_by` stands when it asks for an answer; `token` tells one sending from two."""

    class Sender(models.TextChoices):
        PERSON = "person", "the person"
        ORGANISATION = "organisation", "the organisation"

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="messages", verbose_name="conversation"
    )
    sender = models.CharField("from", max_length=12, choices=Sender.choices)
    by = models.CharField("who", max_length=120)
    text = models.TextField("text")
    at = models.DateTimeField("time")
    token = models.UUIDField("number of the form it was sent with")
    read = models.DateTimeField("read by the other side", null=True, blank=True)
    answer_by = models.DateField("answer by", null=True, blank=True)
    answered = models.DateTimeField("answered", null=True, blank=True)
    reminded = models.DateTimeField("reminded", null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["conversation", "token"], name="message_sent_once")]
        indexes = [
            models.Index(fields=["conversation", "at"], name="messages_in_order"),
            models.Index(fields=["answered", "answer_by"], name="messages_due"),
        ]
        verbose_name = "message"
        verbose_name_plural = "messages"

    def __str__(self) -> str:
        return f"message {self.pk}"
