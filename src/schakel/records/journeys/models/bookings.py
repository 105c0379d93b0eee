"""A claim on a session."""

import uuid

from django.db import models
from django.db.models import Q

from schakel.records.offers.models import Session
from schakel.records.organisations.models import Organisation
from schakel.records.people.models import Person


class Booking(models.Model):
    """A claim on seats of a session, of a person or of a school for a group: a place, or a place in the queue.

    A group's booking holds no names of pupils, and no person: the school has it, whichever teacher made it.
    A company that receives guests learns a name only after the person's yes (`shown`); else it knows them by `code`.
    `Session.taken` counts these seats, and those the host gave away outside Schakel; the actions keep it up to date.
    """

    class State(models.TextChoices):
        BOOKED = "booked", "booked"
        WAITING = "waiting", "on the waiting list"
        CANCELLED = "cancelled", "cancelled"
        ATTENDED = "attended", "attended"
        NO_SHOW = "no-show", "did not come"

    # These hold a seat.
    SEATED = (State.BOOKED, State.ATTENDED, State.NO_SHOW)

    key = models.UUIDField("key", default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="bookings", verbose_name="session")
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="bookings", verbose_name="person"
    )
    school = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="group_bookings",
        verbose_name="school, for a group",
    )
    seats = models.PositiveSmallIntegerField("seats", default=1)
    group = models.CharField(
        "group", max_length=120, blank=True, help_text="name of a school's group; empty for one person"
    )
    state = models.CharField("state", max_length=10, choices=State.choices)
    made = models.DateTimeField("made")
    changed = models.DateTimeField("last changed")
    reason = models.CharField("reason", max_length=40, blank=True, help_text="id of a reason of the reviewed list")
    shown = models.DateTimeField("name shown to the host", null=True, blank=True)
    reminded = models.DateTimeField("reminded", null=True, blank=True)

    class Meta:
        ordering = ["made", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"], condition=~Q(state="cancelled"), name="one_live_booking_per_person"
            ),
            models.UniqueConstraint(
                fields=["session", "school", "group"],
                condition=Q(school__isnull=False) & ~Q(state="cancelled"),
                name="one_live_booking_per_group",
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="booking_has_a_seat"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, school__isnull=True)
                | (Q(person__isnull=True, school__isnull=False) & ~Q(group="")),
                name="booking_of_person_or_group",
            ),
        ]
        indexes = [models.Index(fields=["session", "state", "made"], name="booking_queue")]
        verbose_name = "booking"
        verbose_name_plural = "bookings"

    def __str__(self) -> str:
        return f"booking {self.pk}: {self.state}"

    @property
    def code(self) -> str:
        """What a guest says at the door who does not show a name."""
        return self.key.hex[:6].upper()
