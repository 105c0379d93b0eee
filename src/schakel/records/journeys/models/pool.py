"""The mobility pool: organisations that together look which of their roles shrink and which grow. Never people."""

import uuid

from django.db import models
from django.db.models import Q

from schakel.records.organisations.models import Organisation


class MobilityPool(models.Model):
    """A pool of one organisation, or of several that joined by invitation. It lives as long as one of them is in it."""

    class State(models.TextChoices):
        OPEN = "open", "open"
        CLOSED = "closed", "closed"

    key = models.UUIDField("key", default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField("name", max_length=120)
    state = models.CharField("state", max_length=6, choices=State.choices, default=State.OPEN)
    desk_sees = models.BooleanField("the desk looks along", default=False)
    version = models.PositiveIntegerField("version", default=1)
    made = models.DateTimeField("made")
    closed = models.DateTimeField("closed", null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed__isnull=True) | Q(state="closed", closed__isnull=False),
                name="pool_closed_has_a_time",
            )
        ]
        verbose_name = "mobility pool"
        verbose_name_plural = "mobility pools"

    def __str__(self) -> str:
        return f"mobility pool {self.pk}"


class PoolMember(models.Model):
    """An organisation in a pool, or asked to join. `version` counts the changes of its own roles."""

    class State(models.TextChoices):
        INVITED = "invited", "invited"
        JOINED = "joined", "joined"
        DECLINED = "declined", "declined"
        LEFT = "left", "left"

    pool = models.ForeignKey(MobilityPool, on_delete=models.CASCADE, related_name="members", verbose_name="pool")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="pools", verbose_name="organisation"
    )
    state = models.CharField("state", max_length=8, choices=State.choices)
    invited = models.DateTimeField("invited", null=True, blank=True)
    answer_by = models.DateField("answer by", null=True, blank=True)
    reminded = models.DateTimeField("reminded", null=True, blank=True)
    joined = models.DateTimeField("joined", null=True, blank=True)
    ended = models.DateTimeField("declined or left", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    class Meta:
        # Who joined first leads the pool: see `queries_pool.lead_of`.
        ordering = ["joined", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["pool", "organisation"], name="once_in_a_pool"),
            models.CheckConstraint(
                condition=~Q(state="joined") | Q(joined__isnull=False), name="pool_joined_has_a_time"
            ),
        ]
        verbose_name = "member of a mobility pool"
        verbose_name_plural = "members of mobility pools"

    def __str__(self) -> str:
        return f"member {self.pk} of pool {self.pool_id}"


class PoolRole(models.Model):
    """A number of people whose role ends, or of places that open, from a month on."""

    class Side(models.TextChoices):
        SHRINKING = "shrinking", "shrinks"
        GROWING = "growing", "grows"

    member = models.ForeignKey(PoolMember, on_delete=models.CASCADE, related_name="roles", verbose_name="member")
    side = models.CharField("side", max_length=9, choices=Side.choices)
    occupation = models.CharField("occupation", max_length=120, help_text="id of the taxonomy")
    number = models.PositiveIntegerField("number")
    month = models.DateField("from", help_text="the first day of a month")

    class Meta:
        ordering = ["-side", "month", "occupation", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["member", "side", "occupation", "month"], name="pool_role_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="pool_role_counts_somebody"),
        ]
        verbose_name = "role in a mobility pool"
        verbose_name_plural = "roles in mobility pools"

    def __str__(self) -> str:
        return f"{self.number} {self.side} {self.occupation}"


class PoolOutcome(models.Model):
    """The last computed plan of a pool: ids and numbers only, so that it can be shown in any language.

    `fingerprint` says for which numbers and rules it holds; `progress` is in percent.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "waits for the worker"
        RUNNING = "running", "being computed"
        READY = "ready", "ready"
        FAILED = "failed", "failed"

    pool = models.OneToOneField(MobilityPool, on_delete=models.CASCADE, related_name="outcome", verbose_name="pool")
    fingerprint = models.CharField("fingerprint", max_length=64)
    state = models.CharField("state", max_length=7, choices=State.choices)
    progress = models.PositiveSmallIntegerField("progress", default=0)
    asked = models.DateTimeField("asked")
    done = models.DateTimeField("done", null=True, blank=True)
    plan = models.JSONField("plan", default=dict, blank=True)

    class Meta:
        ordering = ["pool"]
        verbose_name = "plan of a mobility pool"
        verbose_name_plural = "plans of mobility pools"

    def __str__(self) -> str:
        return f"plan of pool {self.pool_id}"
