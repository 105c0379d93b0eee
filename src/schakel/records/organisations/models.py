"""Organisations: who offers work, lessons or help."""

from django.db import models

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

    class Meta:
        ordering = ["name", "slug"]
        verbose_name = "organisation"
        verbose_name_plural = "organisations"

    def __str__(self) -> str:
        return self.name
