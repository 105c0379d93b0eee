"""Offers: anything a person can step into, and its dated sessions."""

import uuid

from django.db import models
from django.db.models import Q

from schakel.records.core.models import Place
from schakel.records.offers.curriculum import CourseModule, PriorLearning
from schakel.records.organisations.models import Organisation
from schakel.records.people.models import Person

__all__ = [
    "Alert",
    "AlertedOffer",
    "CourseModule",
    "Offer",
    "OfferDocument",
    "OfferLevel",
    "OfferOccupation",
    "OfferSkill",
    "Posting",
    "PriorLearning",
    "Session",
]


class Offer(models.Model):
    """A vacancy, internship, training, module, shadow day, event, assignment, mentoring or teacher post."""

    class Kind(models.TextChoices):
        PROGRAMME = "programme", "study programme"
        COURSE = "course", "course"
        MODULE = "module", "separate module"
        SWITCH_TRACK = "switch-track", "switch track"
        WORK_LEARN = "work-learn", "learning while working"
        SHADOW_DAY = "shadow-day", "shadow day"
        INTERNSHIP = "internship", "internship"
        VACANCY = "vacancy", "vacancy"
        EVENT = "event", "event"
        ASSIGNMENT = "assignment", "assignment"
        MENTORING = "mentoring", "mentoring"
        TEACHER_POST = "teacher-post", "post of a hybrid teacher"
        PLACEMENT = "placement", "placement of a teacher with a company"
        MASTERCLASS = "masterclass", "masterclass"
        DOE_LAB = "doe-lab", "DOE-lab"
        COMPANY_VISIT = "company-visit", "company visit"

    class Mode(models.TextChoices):
        ON_SITE = "on-site", "on site"
        HYBRID = "hybrid", "partly online"
        ONLINE = "online", "online"

    slug = models.SlugField("key", max_length=100, unique=True)
    kind = models.CharField("kind", max_length=14, choices=Kind.choices, db_index=True)
    title_nl = models.CharField("title, Dutch", max_length=200, blank=True)
    title_en = models.CharField("title, English", max_length=200, blank=True)
    title_de = models.CharField("title, German", max_length=200, blank=True)
    summary_nl = models.TextField("summary, Dutch", blank=True)
    summary_en = models.TextField("summary, English", blank=True)
    summary_de = models.TextField("summary, German", blank=True)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="offers",
        verbose_name="organisation",
    )
    initiative = models.SlugField("initiative it belongs to", max_length=80, blank=True)
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="offers", verbose_name="place"
    )
    mode = models.CharField("where", max_length=8, choices=Mode.choices, blank=True)
    language = models.CharField("language spoken", max_length=3, blank=True, help_text="ISO 639 code; empty is unknown")
    weeks = models.PositiveSmallIntegerField("weeks", null=True, blank=True)
    hours_min = models.PositiveSmallIntegerField("at least hours a week", null=True, blank=True)
    hours_max = models.PositiveSmallIntegerField("at most hours a week", null=True, blank=True)
    price = models.DecimalField(
        "you pay, euro", max_digits=9, decimal_places=2, null=True, blank=True, help_text="empty is unknown"
    )
    salary_min = models.PositiveIntegerField("salary from, euro a month", null=True, blank=True)
    salary_max = models.PositiveIntegerField("salary to, euro a month", null=True, blank=True)
    entry = models.TextField("what you need to start", blank=True)
    start_text = models.CharField("start, as the source says it", max_length=120, blank=True)
    note = models.TextField("note", blank=True)
    where = models.CharField("place in the source", max_length=200, blank=True)
    basis = models.CharField("how we know what it teaches", max_length=30, blank=True)
    verified = models.BooleanField("checked with the provider", default=False)
    fictional = models.BooleanField("made up", default=False, db_index=True)
    published_until = models.DateField("open until", null=True, blank=True)
    own_terms = models.DateTimeField(
        "price and entry by the provider since",
        null=True,
        blank=True,
        help_text="empty: as the source says; otherwise loading the source leaves them as they are",
    )

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(condition=Q(price__isnull=True) | Q(price__gte=0), name="offer_price_not_negative"),
            models.CheckConstraint(
                condition=Q(salary_min__isnull=True)
                | Q(salary_max__isnull=True)
                | Q(salary_min__lte=models.F("salary_max")),
                name="offer_salary_in_order",
            ),
        ]
        verbose_name = "offer"
        verbose_name_plural = "offers"

    def __str__(self) -> str:
        return self.title_nl or self.title_en or self.title_de or self.slug


class Posting(models.Model):
    """What an organisation writes about an offer of its own: a draft, then the source of the offer that is published.

    The offer is made from the posting each time it is published, so that nobody but the organisation sees a draft.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "draft"
        PUBLISHED = "published", "published"
        CLOSED = "closed", "closed"

    # What an employer may post.
    KINDS = (
        Offer.Kind.VACANCY,
        Offer.Kind.INTERNSHIP,
        Offer.Kind.ASSIGNMENT,
        Offer.Kind.SHADOW_DAY,
        Offer.Kind.MENTORING,
        Offer.Kind.TEACHER_POST,
        Offer.Kind.PLACEMENT,
        Offer.Kind.MASTERCLASS,
        Offer.Kind.COMPANY_VISIT,
    )
    # What a school may post: its text is read for what it teaches.
    SCHOOL_KINDS = (
        Offer.Kind.PROGRAMME,
        Offer.Kind.MODULE,
        Offer.Kind.COURSE,
        Offer.Kind.SWITCH_TRACK,
        Offer.Kind.WORK_LEARN,
        Offer.Kind.MASTERCLASS,
        Offer.Kind.EVENT,
        Offer.Kind.DOE_LAB,
        Offer.Kind.COMPANY_VISIT,
        Offer.Kind.PLACEMENT,
    )
    # What teachers step into, of companies and of other schools.
    FOR_TEACHERS = (Offer.Kind.TEACHER_POST, Offer.Kind.PLACEMENT, Offer.Kind.MASTERCLASS)

    key = models.UUIDField("key", default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="postings", verbose_name="organisation"
    )
    offer = models.OneToOneField(
        Offer, on_delete=models.SET_NULL, null=True, blank=True, related_name="posting", verbose_name="offer"
    )
    kind = models.CharField("kind", max_length=14, choices=Offer.Kind.choices)
    state = models.CharField("state", max_length=9, choices=State.choices, default=State.DRAFT)
    title = models.CharField("title", max_length=200, blank=True)
    text = models.TextField("text, as pasted", blank=True)
    language = models.CharField("language of the text", max_length=2, default="nl")
    answers = models.JSONField(
        "corrections", default=dict, blank=True, help_text="skill id to required, wished, mentioned or nee"
    )
    occupation = models.CharField("occupation", max_length=120, blank=True, help_text="id; empty is as read")
    levels = models.CharField("levels", max_length=60, blank=True, help_text="separated by commas")
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="postings", verbose_name="place"
    )
    mode = models.CharField("where", max_length=8, choices=Offer.Mode.choices, blank=True)
    spoken = models.CharField("language spoken", max_length=3, blank=True)
    weeks = models.PositiveSmallIntegerField("weeks", null=True, blank=True)
    hours_min = models.PositiveSmallIntegerField("at least hours a week", null=True, blank=True)
    hours_max = models.PositiveSmallIntegerField("at most hours a week", null=True, blank=True)
    salary_min = models.PositiveIntegerField("salary from, euro a month", null=True, blank=True)
    salary_max = models.PositiveIntegerField("salary to, euro a month", null=True, blank=True)
    price = models.DecimalField(
        "you pay, euro", max_digits=9, decimal_places=2, null=True, blank=True, help_text="empty is unknown"
    )
    entry = models.TextField("what you need to start", blank=True)
    closes = models.DateField("open until", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1, help_text="goes up with every change")
    made = models.DateTimeField("made")
    changed = models.DateTimeField("last changed")
    published = models.DateTimeField("first published", null=True, blank=True)
    ended = models.DateTimeField("closed", null=True, blank=True)

    class Meta:
        ordering = ["-changed", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="closed", ended__isnull=False)
                | Q(state__in=["draft", "published"], ended__isnull=True),
                name="posting_closed_has_a_time",
            )
        ]
        verbose_name = "posting"
        verbose_name_plural = "postings"

    def __str__(self) -> str:
        return f"posting {self.pk}: {self.state}"


class OfferLevel(models.Model):
    """A level an offer asks or leads to."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="levels", verbose_name="offer")
    level = models.CharField("level", max_length=8, db_index=True)

    class Meta:
        ordering = ["offer_id", "level"]
        constraints = [models.UniqueConstraint(fields=["offer", "level"], name="one_row_per_offer_level")]
        verbose_name = "level of an offer"
        verbose_name_plural = "levels of offers"

    def __str__(self) -> str:
        return self.level


class OfferOccupation(models.Model):
    """An occupation an offer is, or prepares for."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="occupations", verbose_name="offer")
    uri = models.CharField("occupation", max_length=120, db_index=True)

    class Meta:
        ordering = ["offer_id", "uri"]
        constraints = [models.UniqueConstraint(fields=["offer", "uri"], name="one_row_per_offer_occupation")]
        verbose_name = "occupation of an offer"
        verbose_name_plural = "occupations of offers"

    def __str__(self) -> str:
        return self.uri


class OfferSkill(models.Model):
    """A skill an offer teaches, requires or wishes."""

    class Role(models.TextChoices):
        TEACHES = "teaches", "teaches"
        REQUIRES = "requires", "requires"
        WISHES = "wishes", "wishes"

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="skills", verbose_name="offer")
    uri = models.CharField("skill", max_length=120, db_index=True)
    role = models.CharField("role", max_length=8, choices=Role.choices)
    level = models.PositiveSmallIntegerField("level", null=True, blank=True)

    class Meta:
        ordering = ["offer_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["offer", "uri", "role"], name="one_row_per_offer_skill")]
        verbose_name = "skill of an offer"
        verbose_name_plural = "skills of offers"

    def __str__(self) -> str:
        return self.uri


class Session(models.Model):
    """A dated run of an offer, with seats."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="sessions", verbose_name="offer")
    key = models.SlugField("key", max_length=120, unique=True)
    starts = models.DateTimeField("starts", db_index=True)
    ends = models.DateTimeField("ends", null=True, blank=True)
    book_until = models.DateTimeField("book until", null=True, blank=True, help_text="empty: until it starts")
    cancelled = models.DateTimeField("cancelled", null=True, blank=True)
    daytime = models.CharField("time of day", max_length=8, blank=True, help_text="day or evening; empty is unknown")
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions", verbose_name="place"
    )
    capacity = models.PositiveSmallIntegerField("seats", null=True, blank=True)
    taken = models.PositiveSmallIntegerField("seats taken", default=0)
    fictional = models.BooleanField("made up", default=False)

    class Meta:
        ordering = ["starts", "key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(taken__lte=models.F("capacity")), name="session_not_overfull"
            )
        ]
        verbose_name = "session"
        verbose_name_plural = "sessions"

    def __str__(self) -> str:
        return self.key

    @property
    def seats_left(self) -> int | None:
        """Free seats; None when the number of seats is unknown."""
        return None if self.capacity is None else self.capacity - self.taken


class OfferDocument(models.Model):
    """The words an offer is found by: titles, summaries, organisation, place, skills and occupations in every language, folded and stemmed."""

    offer = models.OneToOneField(
        Offer, on_delete=models.CASCADE, primary_key=True, related_name="document", verbose_name="offer"
    )
    text = models.TextField("words")

    class Meta:
        ordering = ["offer_id"]
        verbose_name = "search document"
        verbose_name_plural = "search documents"

    def __str__(self) -> str:
        return str(self.offer_id)


class Alert(models.Model):
    """A person wants to hear of new offers that fit. Stands as long as their consent to it stands."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="alert", verbose_name="person")
    kinds = models.CharField("kinds", max_length=60, help_text="kinds of offers, separated by commas")
    points = models.PositiveSmallIntegerField("at least points", default=50)
    since_offer = models.PositiveBigIntegerField("offers up to this number were looked at", default=0)
    sent = models.DateTimeField("last mail", null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = "alert"
        verbose_name_plural = "alerts"

    def __str__(self) -> str:
        return f"alert {self.pk}"


class AlertedOffer(models.Model):
    """An offer a person was told of: written down before the mail goes out, so that nobody is told twice."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="told", verbose_name="alert")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="told", verbose_name="offer")
    at = models.DateTimeField("written down")

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["alert", "offer"], name="told_once_per_offer")]
        verbose_name = "alerted offer"
        verbose_name_plural = "alerted offers"

    def __str__(self) -> str:
        return f"alerted offer {self.pk}"
