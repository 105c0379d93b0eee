"""Somebody asks the organisation behind an offer: a person for an exemption, a school for a place for a teacher."""

import uuid

from django.db import models
from django.db.models import Q

from schakel.records.offers.models import Offer
from schakel.records.organisations.models import Organisation
from schakel.records.people.models import Person


class Enquiry(models.Model):
    """One question with a day to answer it by. `modules` are what is asked, `granted` what was granted: keys of modules.

    A teacher's question is of the school, whichever colleague wrote it, and holds no person.
    """

    class Kind(models.TextChoices):
        EXEMPTION = "exemption", "exemption on prior learning"
        TEACHER = "teacher", "place for a teacher"

    class State(models.TextChoices):
        ASKED = "asked", "asked"
        GRANTED = "granted", "granted"
        REFUSED = "refused", "refused"
        WITHDRAWN = "withdrawn", "withdrawn"

    key = models.UUIDField("key", default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("kind", max_length=9, choices=Kind.choices)
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="enquiries", verbose_name="about offer")
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="enquiries", verbose_name="person"
    )
    school = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="enquiries", verbose_name="school"
    )
    modules = models.JSONField("modules asked", default=list, blank=True, help_text="key and title of each")
    granted = models.JSONField("modules granted", default=list, blank=True, help_text="keys")
    text = models.TextField("question", blank=True)
    document = models.CharField("document named", max_length=300, blank=True)
    contact = models.CharField("how to reach the school", max_length=254, blank=True)
    state = models.CharField("state", max_length=9, choices=State.choices, default=State.ASKED)
    asked = models.DateTimeField("asked")
    answer_by = models.DateField("answer by")
    reminded = models.DateTimeField("organisation reminded", null=True, blank=True)
    answered = models.DateTimeField("answered or ended", null=True, blank=True)
    reason = models.CharField("reason", max_length=40, blank=True, help_text="id of a reason of the reviewed list")
    answer = models.TextField("answer in own words", blank=True)

    class Meta:
        ordering = ["answer_by", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "person"],
                condition=Q(state="asked", person__isnull=False),
                name="one_open_enquiry_per_person",
            ),
            models.UniqueConstraint(
                fields=["offer", "school"],
                condition=Q(state="asked", school__isnull=False),
                name="one_open_enquiry_per_school",
            ),
            models.CheckConstraint(
                condition=Q(kind="exemption", person__isnull=False, school__isnull=True)
                | Q(kind="teacher", person__isnull=True, school__isnull=False),
                name="enquiry_of_person_or_school",
            ),
            models.CheckConstraint(
                condition=Q(state="asked", answered__isnull=True) | ~Q(state="asked") & Q(answered__isnull=False),
                name="enquiry_answered_has_a_time",
            ),
        ]
        indexes = [models.Index(fields=["state", "answer_by"], name="enquiry_due")]
        verbose_name = "question about an offer"
        verbose_name_plural = "questions about offers"

    def __str__(self) -> str:
        return f"enquiry {self.pk}: {self.state}"
