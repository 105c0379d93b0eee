"""Places and the audit trail."""

from django.db import models


class Place(models.Model):
    """A municipality of the region, or a town over the border."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", "municipality"
        NEIGHBOUR = "neighbour", "town over the border"

    code = models.CharField(
        "code",
        max_length=40,
        primary_key=True,
        help_text="GM0917 for a Dutch municipality, DE:aachen for a town over the border",
    )
    kind = models.CharField("kind", max_length=12, choices=Kind.choices)
    name = models.CharField("name", max_length=80)
    country = models.CharField("country", max_length=2, default="NL")
    sub_region = models.CharField("labour-market region", max_length=40, blank=True)
    latitude = models.FloatField("latitude", help_text="degrees north, WGS 84")
    longitude = models.FloatField("longitude", help_text="degrees east, WGS 84")
    tile_column = models.PositiveSmallIntegerField("column in the tile map", null=True, blank=True)
    tile_row = models.PositiveSmallIntegerField("row in the tile map", null=True, blank=True)

    class Meta:
        ordering = ["name", "code"]
        verbose_name = "place"
        verbose_name_plural = "places"

    def __str__(self) -> str:
        return self.name


class AuditEvent(models.Model):
    """Who did what, when. Without foreign keys, so that what it speaks of can be erased."""

    at = models.DateTimeField("time", auto_now_add=True)
    actor = models.CharField("who", max_length=120, help_text="a user's key, or the name of the command")
    action = models.CharField("what", max_length=80, help_text="for example programme.load_region")
    subject = models.CharField("on what", max_length=200, blank=True)
    details = models.JSONField(
        "details", default=dict, blank=True, help_text="counts and codes; nothing a person wrote"
    )

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "audit event"
        verbose_name_plural = "audit events"

    def __str__(self) -> str:
        return f"{self.action} by {self.actor}"
