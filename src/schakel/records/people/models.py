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
    sixteen = models.DateTimeField("said to be 16 or older", null=True, blank=True)
    calendar_key = models.UUIDField("key of the calendar feed", null=True, blank=True, unique=True, editable=False)
    fictional = models.BooleanField("made up", default=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = "person"
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return f"person {self.pk}"


class Profile(models.Model):
    """What a person publishes: skills, languages and wishes. No name, birth date, sex, nationality or address."""

    class Remote(models.TextChoices):
        FULLY = "fully", "at home only"
        PARTLY = "partly", "partly at home"
        NO = "no", "on site"

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
    countries = models.CharField("works in", max_length=20, blank=True, help_text="NL, DE, BE; empty is not told")
    remote = models.CharField(
        "works at home", max_length=6, choices=Remote.choices, blank=True, help_text="empty is not told"
    )
    may_work_in = models.CharField(
        "may work in",
        max_length=20,
        blank=True,
        help_text="NL, DE, BE; empty is not told; only for the person's own list",
    )
    published = models.BooleanField(
        "may be found on criteria", default=False, help_text="follows the consent found-by-employers"
    )
    version = models.PositiveIntegerField("version", default=1, help_text="goes up with every change")

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
    evidence = models.CharField("where it was done or learned", max_length=300, blank=True)

    class Meta:
        ordering = ["profile_id", "uri"]
        constraints = [models.UniqueConstraint(fields=["profile", "uri"], name="one_claim_per_skill")]
        # Searching asks who has a skill at some levels: answered from this index alone.
        indexes = [models.Index(fields=["uri", "level", "tier", "profile"], name="who_has_a_skill")]
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
        indexes = [models.Index(fields=["language", "cefr", "profile"], name="who_speaks_a_language")]
        verbose_name = "language claim"
        verbose_name_plural = "language claims"

    def __str__(self) -> str:
        return f"{self.language} {self.cefr}"


class Experience(models.Model):
    """Work somebody did, or a study they followed. The ranker never sees it: dates would show gaps."""

    class Kind(models.TextChoices):
        WORK = "work", "work"
        STUDY = "study", "study"

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="experiences", verbose_name="profile")
    kind = models.CharField("kind", max_length=5, choices=Kind.choices)
    title = models.CharField("what", max_length=160)
    where = models.CharField("employer or school", max_length=160, blank=True)
    started = models.CharField("from", max_length=7, blank=True, help_text="2021 or 2021-09; empty is not told")
    ended = models.CharField("until", max_length=7, blank=True, help_text="2021 or 2021-09; empty is still")
    text = models.TextField("in your own words", blank=True)

    class Meta:
        ordering = ["kind", "-started", "pk"]
        verbose_name = "experience"
        verbose_name_plural = "experiences"

    def __str__(self) -> str:
        return f"experience {self.pk}"


class Consent(models.Model):
    """A person allows one purpose, in the words of one version. Withdrawn is withdrawn; a new yes is a new row."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents", verbose_name="person")
    purpose = models.CharField("purpose", max_length=40, help_text="id of a purpose of the published list")
    version = models.PositiveSmallIntegerField("version of the words agreed to")
    given = models.DateTimeField("given")
    withdrawn = models.DateTimeField("withdrawn", null=True, blank=True)

    class Meta:
        ordering = ["-given", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=models.Q(withdrawn__isnull=True),
                name="one_standing_consent_per_purpose",
            )
        ]
        verbose_name = "consent"
        verbose_name_plural = "consents"

    def __str__(self) -> str:
        return f"consent {self.pk}: {self.purpose}"


class SavedRoute(models.Model):
    """A route a person wants to keep: what it was on the day it was saved."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="routes", verbose_name="person")
    goal = models.CharField("goal", max_length=120, help_text="URI of an occupation")
    saved = models.DateTimeField("saved")
    steps = models.JSONField("steps", help_text="offer, title, first and last day of each")
    price = models.PositiveIntegerField("price, euro", null=True, blank=True)
    weeks = models.PositiveSmallIntegerField("weeks", null=True, blank=True)

    class Meta:
        ordering = ["-saved", "-pk"]
        verbose_name = "saved route"
        verbose_name_plural = "saved routes"

    def __str__(self) -> str:
        return f"route {self.pk}"
