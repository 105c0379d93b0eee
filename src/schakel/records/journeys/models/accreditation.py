"""Whether an internship over the border counts for a programme: asked once, of use to every school."""

import uuid

from django.db import models
from django.db.models import Q

from schakel.records.organisations.models import Organisation


class Accreditation(models.Model):
    """A school asks whether an internship in another country counts for one of its programmes, and what came of it.

    All schools read it, so that none asks again what is answered. It is about programmes, never about a person.
    """

    class State(models.TextChoices):
        ASKED = "asked", "asked"
        RECOGNISED = "recognised", "recognised"
        REFUSED = "refused", "refused"

    class Country(models.TextChoices):
        NL = "NL", "the Netherlands"
        DE = "DE", "Germany"
        BE = "BE", "Belgium"
        LU = "LU", "Luxembourg"

    key = models.UUIDField("key", default=uuid.uuid4, unique=True, editable=False)
    school = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="accreditations", verbose_name="school"
    )
    programme = models.CharField("programme", max_length=200)
    country = models.CharField("country of the internship", max_length=2, choices=Country.choices)
    host = models.CharField("where the internship is", max_length=200, blank=True, help_text="company or school")
    body = models.CharField("who decides", max_length=200)
    question = models.TextField("what is asked")
    state = models.CharField("state", max_length=10, choices=State.choices, default=State.ASKED)
    asked = models.DateField("asked on")
    decided = models.DateField("decided on", null=True, blank=True)
    document = models.CharField("document", max_length=300, blank=True, help_text="number, title or web address")
    learned = models.TextField("what other schools can learn from it", blank=True)
    version = models.PositiveIntegerField("version", default=1, help_text="goes up with every change")
    changed = models.DateTimeField("last changed")
    fictional = models.BooleanField("made up", default=False)

    class Meta:
        ordering = ["-changed", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="asked", decided__isnull=True)
                | (Q(state__in=["recognised", "refused"], decided__isnull=False) & ~Q(document="")),
                name="accreditation_decided_has_a_document",
            )
        ]
        indexes = [models.Index(fields=["country", "state"], name="accreditation_by_country")]
        verbose_name = "accreditation question"
        verbose_name_plural = "accreditation questions"

    def __str__(self) -> str:
        return f"{self.programme}: {self.state}"
