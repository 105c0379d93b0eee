"""People, what they publish and what they can do."""

import uuid

from django.conf import settings
from django.db import models

from schakel.records.core.models import Place


class Person(models.Model):
    """A person. What is needed to match stands in the profile; who it is stands here, and nowhere else."""

    key = models.UUIDField("key", default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="person",
        verbose_name="account",
    )
    name = models.CharField("name", max_length=120)
    fictional = models.BooleanField("made up", default=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = "person"
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return f"person {self.pk}"


class Profile(models.Model):
    """What a person publishes: skills, languages and wishes. No name, birth date, sex, nationality or address."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="profile", verbose_name="person")
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, related_name="profiles", verbose_name="travels from"
    )
    level = models.CharField(
        "level", max_length=8, blank=True, help_text="mbo-2, mbo-3, mbo-4, ad, hbo or wo; empty is unknown"
    )
    occupation = models.CharField(
        "comes from", max_length=120, blank=True, help_text="URI of the occupation now or last"
    )
    goal = models.CharField("wants to become", max_length=120, blank=True, help_text="URI of an occupation")
    hours_min = models.PositiveSmallIntegerField("at least hours a week", null=True, blank=True)
    hours_max = models.PositiveSmallIntegerField("at most hours a week", null=True, blank=True)
    travel_km = models.PositiveSmallIntegerField("at most kilometres", null=True, blank=True)
    available_from = models.DateField("available from", null=True, blank=True)
    published = models.BooleanField("may be found on criteria", default=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = "profile"
        verbose_name_plural = "profiles"

    def __str__(self) -> str:
        return f"profile {self.pk}"


class SkillClaim(models.Model):
    """A skill of a person, with level and how well it is shown."""

    class Tier(models.TextChoices):
        CLAIMED = "claimed", "claimed"
        EVIDENCED = "evidenced", "evidenced"
        VALIDATED = "validated", "validated"

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="skills", verbose_name="profile")
    uri = models.CharField("skill", max_length=120, db_index=True)
    level = models.PositiveSmallIntegerField(
        "level", null=True, blank=True, help_text="1 a little, 2 good, 3 very good; empty is unknown"
    )
    tier = models.CharField("shown by", max_length=10, choices=Tier.choices, default=Tier.CLAIMED)

    class Meta:
        ordering = ["profile_id", "uri"]
        constraints = [models.UniqueConstraint(fields=["profile", "uri"], name="one_claim_per_skill")]
        verbose_name = "skill claim"
        verbose_name_plural = "skill claims"

    def __str__(self) -> str:
        return self.uri


class LanguageClaim(models.Model):
    """A language a person speaks, with its European level."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="languages", verbose_name="profile")
    language = models.CharField("language", max_length=3, help_text="ISO 639 code")
    cefr = models.CharField("level", max_length=2, blank=True, help_text="A1 to C2; empty is unknown")

    class Meta:
        ordering = ["profile_id", "language"]
        constraints = [models.UniqueConstraint(fields=["profile", "language"], name="one_claim_per_language")]
        verbose_name = "language claim"
        verbose_name_plural = "language claims"

    def __str__(self) -> str:
        return f"{self.language} {self.cefr}"
