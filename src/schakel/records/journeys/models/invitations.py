"""An employer asks somebody found on criteria; the person says yes or no."""

import uuid

from django.db import models
from django.db.models import Q

from schakel.records.offers.models import Offer
from schakel.records.people.models import Person


class Invitation(models.Model):
    """An organisation asks a person it does not know to talk about an offer. Who it is, it learns after a yes.

    Two dates hold both sides: `answer_by` for the person, and after a yes `contact_by` for the employer.
    """

    class State(models.TextChoices):
        ASKED = "asked", "asked"
        ACCEPTED = "accepted", "accepted"
        DECLINED = "declined", "declined"
        EXPIRED = "expired", "not answered"
        WITHDRAWN = "withdrawn", "withdrawn"

    key = models.UUIDField("key", default=uuid.uuid4, unique=True, editable=False)
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="invitations", verbose_name="offer")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations", verbose_name="person")
    state = models.CharField("state", max_length=9, choices=State.choices, default=State.ASKED)
    message = models.TextField("message")
    asked = models.DateTimeField("asked")
    answer_by = models.DateField("answer by")
    answered = models.DateTimeField("answered or ended", null=True, blank=True)
    contact = models.CharField("how to reach the person", max_length=254, blank=True)
    contact_by = models.DateField("employer calls or writes by", null=True, blank=True)
    contacted = models.DateTimeField("employer called or wrote", null=True, blank=True)
    reminded = models.DateTimeField("person reminded", null=True, blank=True)
    contact_reminded = models.DateTimeField("employer reminded", null=True, blank=True)
    reason = models.CharField("reason", max_length=40, blank=True, help_text="id of a reason of the reviewed list")

    class Meta:
        ordering = ["answer_by", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "person"],
                condition=Q(state__in=["asked", "accepted", "declined"]),
                name="asked_once_per_offer",
            ),
            models.CheckConstraint(
                condition=Q(state="asked", answered__isnull=True) | ~Q(state="asked") & Q(answered__isnull=False),
                name="invitation_answered_has_a_time",
            ),
        ]
        indexes = [models.Index(fields=["state", "answer_by"], name="invitation_due")]
        verbose_name = "invitation to talk"
        verbose_name_plural = "invitations to talk"

    def __str__(self) -> str:
        return f"invitation {self.pk}: {self.state}"
