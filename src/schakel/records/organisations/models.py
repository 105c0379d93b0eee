"""Organisations: who offers work, lessons or help; and who acts for them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from schakel.records.core.models import Place


class Organisation(models.Model):
    """An employer, school, public body, campus, association or other partner."""

    class Kind(models.TextChoices):
        CAMPUS = "campus", "campus"
        UNIVERSITY = "university", "university"
        HBO = "hbo", "university of applied sciences"
        MBO = "mbo", "school for vocational education"
        PRIVATE_TRAINER = "private-trainer", "private trainer"
        EMPLOYER = "employer", "employer"
        ASSOCIATION = "association", "association"
        PUBLIC = "public", "public body"
        NETWORK = "network", "network"
        FOREIGN = "foreign", "over the border"

    slug = models.SlugField("key", max_length=80, unique=True)
    name = models.CharField("name", max_length=200)
    kind = models.CharField("kind", max_length=20, choices=Kind.choices)
    sector = models.CharField(
        "sector", max_length=40, blank=True, help_text="one of the region's leading sectors, for employers"
    )
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="organisations", verbose_name="place"
    )
    website = models.URLField("website", max_length=300, blank=True)
    about = models.TextField("about, as the source says it", blank=True)
    role = models.TextField("role in the programme", blank=True)
    consortium = models.BooleanField("partner in the consortium", default=False)
    where = models.CharField("place in the source", max_length=200, blank=True)
    fictional = models.BooleanField("made up", default=False)
    kvk = models.CharField("number in the trade register", max_length=8, blank=True, help_text="8 digits")
    learning_company = models.BooleanField("recognised learning company", default=False)
    own_words = models.TextField("about, in its own words", blank=True)
    working_languages = models.CharField(
        "languages people work in", max_length=40, blank=True, help_text="ISO 639 codes, separated by commas"
    )
    branches = models.ManyToManyField(Place, blank=True, related_name="branches", verbose_name="also in")

    class Meta:
        ordering = ["name", "slug"]
        verbose_name = "organisation"
        verbose_name_plural = "organisations"

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What somebody does in Schakel for an organisation."""

    EMPLOYER = "employer", "employer"
    SCHOOL = "school", "school"
    ADVISER = "adviser", "adviser of the talent desk"
    PARTNER = "partner", "partner of the talent desk"
    OFFICE = "office", "programme office"


class Membership(models.Model):
    """An account acts for an organisation, in one role; one account may have several. `admin`: may invite and remove others."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships", verbose_name="account"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships", verbose_name="organisation"
    )
    role = models.CharField("role", max_length=10, choices=Role.choices)
    admin = models.BooleanField("may invite others", default=False)
    since = models.DateTimeField("since")

    class Meta:
        ordering = ["organisation__name", "role", "pk"]
        constraints = [models.UniqueConstraint(fields=["user", "organisation", "role"], name="one_membership_per_role")]
        verbose_name = "membership"
        verbose_name_plural = "memberships"

    def __str__(self) -> str:
        return f"membership {self.pk}: {self.role}"


class Invitation(models.Model):
    """Somebody is asked, by e-mail, to act for an organisation. The link is signed, works once and ends after some days."""

    key = models.UUIDField("key", default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="invitations", verbose_name="organisation"
    )
    email = models.EmailField("e-mail", max_length=254)
    role = models.CharField("role", max_length=10, choices=Role.choices)
    admin = models.BooleanField("may invite others", default=False)
    made = models.DateTimeField("made")
    expires = models.DateTimeField("works until")
    accepted = models.DateTimeField("accepted", null=True, blank=True)
    withdrawn = models.DateTimeField("withdrawn", null=True, blank=True)

    class Meta:
        ordering = ["-made", "-pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "organisation",
                "role",
                condition=Q(accepted__isnull=True, withdrawn__isnull=True),
                name="one_open_invitation",
            ),
            models.CheckConstraint(
                condition=Q(accepted__isnull=True) | Q(withdrawn__isnull=True), name="invitation_ends_once"
            ),
        ]
        verbose_name = "invitation"
        verbose_name_plural = "invitations"

    def __str__(self) -> str:
        return f"invitation {self.pk}"
