"""Internship places shared by wishes and a lottery."""

import uuid

from django.db import models
from django.db.models import F, Q

from schakel.records.offers.models import Offer
from schakel.records.organisations.models import Organisation
from schakel.records.people.models import Person


class DrawPeriod(models.Model):
    """A school shares internship places: students give wishes until it closes, then one draw decides.

    The seed is made with the period and shown only after the draw; its fingerprint is shown from the first day.
    `record` keeps what went into the draw and what came out, by the keys of the entries, so that anyone can draw again.
    """

    key = models.SlugField("key", max_length=80, unique=True)
    school = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="draw_periods", verbose_name="school"
    )
    name = models.CharField("name", max_length=120)
    opens = models.DateTimeField("wishes from")
    closes = models.DateTimeField("wishes until")
    draw_on = models.DateField("day of the draw")
    seed = models.CharField("seed", max_length=64)
    commitment = models.CharField("fingerprint of the seed", max_length=64)
    drawn = models.DateTimeField("drawn", null=True, blank=True)
    rules = models.CharField("version of the rules of the draw", max_length=40, blank=True)
    record = models.JSONField("what went in and came out", default=dict, blank=True)
    version = models.PositiveIntegerField("version", default=1, help_text="goes up with every change")
    fictional = models.BooleanField("made up", default=False)

    class Meta:
        ordering = ["-opens", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(opens__lt=F("closes")), name="draw_period_in_order")]
        verbose_name = "internship period"
        verbose_name_plural = "internship periods"

    def __str__(self) -> str:
        return self.name


class DrawPlace(models.Model):
    """An internship that takes part in a period. The title stays when the offer goes."""

    period = models.ForeignKey(DrawPeriod, on_delete=models.CASCADE, related_name="places", verbose_name="period")
    offer = models.ForeignKey(
        Offer, on_delete=models.SET_NULL, null=True, blank=True, related_name="draw_places", verbose_name="internship"
    )
    key = models.UUIDField("key", default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField("title", max_length=300)
    capacity = models.PositiveSmallIntegerField("places")
    gone = models.BooleanField("taken out by the school", default=False)

    class Meta:
        ordering = ["title", "pk"]
        constraints = [models.UniqueConstraint(fields=["period", "offer"], name="one_place_per_offer_and_period")]
        verbose_name = "internship in a period"
        verbose_name_plural = "internships in a period"

    def __str__(self) -> str:
        return self.title

    @property
    def title_nl(self) -> str:
        """The Dutch title of the offer, and the one that was kept where the offer has none or is gone."""
        return self._said("nl") or self.title

    @property
    def title_en(self) -> str:
        return self._said("en")

    @property
    def title_de(self) -> str:
        return self._said("de")

    def _said(self, language: str) -> str:
        return str(getattr(self.offer, f"title_{language}")) if self.offer else ""

    def title_in(self, language: str) -> str:
        """What somebody who reads this language is told."""
        return self._said(language) or self.title_nl

    @property
    def takes_part(self) -> bool:
        """Whether one can still get it: the offer stands, and is open on the day of the draw."""
        if self.gone or self.offer is None:
            return False
        return self.offer.published_until is None or self.offer.published_until >= self.period.draw_on


class DrawEntry(models.Model):
    """A student takes part in a period. After the draw it holds what came of it."""

    period = models.ForeignKey(DrawPeriod, on_delete=models.CASCADE, related_name="entries", verbose_name="period")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="draw_entries", verbose_name="student")
    key = models.UUIDField("key", default=uuid.uuid4, unique=True, editable=False)
    made = models.DateTimeField("signed up")
    withdrawn = models.DateTimeField("withdrawn", null=True, blank=True)
    place = models.ForeignKey(
        DrawPlace, on_delete=models.SET_NULL, null=True, blank=True, related_name="entries", verbose_name="place"
    )
    returned = models.DateTimeField("gave the place back", null=True, blank=True)
    shown = models.DateTimeField("host sees the name since", null=True, blank=True)
    contact = models.CharField("how the host reaches the student", max_length=254, blank=True)
    version = models.PositiveIntegerField("version", default=1, help_text="goes up with every change")

    class Meta:
        # By key, which is random: nobody comes first.
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["period", "person"], name="one_entry_per_student")]
        verbose_name = "part in an internship period"
        verbose_name_plural = "parts in internship periods"

    def __str__(self) -> str:
        return f"entry {self.pk}"


class DrawWish(models.Model):
    """An internship a student wants; 1 is the best liked."""

    entry = models.ForeignKey(DrawEntry, on_delete=models.CASCADE, related_name="wishes", verbose_name="entry")
    place = models.ForeignKey(DrawPlace, on_delete=models.CASCADE, related_name="wishes", verbose_name="internship")
    rank = models.PositiveSmallIntegerField("choice")

    class Meta:
        ordering = ["entry_id", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "place"], name="wished_once"),
            models.UniqueConstraint(fields=["entry", "rank"], name="one_wish_per_rank"),
        ]
        verbose_name = "wish"
        verbose_name_plural = "wishes"

    def __str__(self) -> str:
        return f"wish {self.rank} of entry {self.entry_id}"
