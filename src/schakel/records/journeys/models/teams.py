"""Assignments of companies worked on by mixed teams: schools collect them into a round, students sign up, teams develop."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from schakel.records.offers.models import Offer
from schakel.records.organisations.models import Organisation
from schakel.records.people.models import Person

LEVELS = ("mbo-3", "mbo-4", "ad", "hbo", "wo")


class TeamRound(models.Model):
    """Schools bring students of several levels together on assignments of companies.

    The seed is made with the round and shown after the teams are made; its fingerprint is shown from the first day.
    `record` keeps what went in and what came out, by the keys of entries and assignments, so that anyone can do it again.
    """

    key = models.SlugField("key", max_length=80, unique=True)
    name = models.CharField("name", max_length=120)
    team_size = models.PositiveSmallIntegerField("most in a team")
    levels = models.CharField("levels asked in every team", max_length=40, help_text="separated by commas")
    initiative = models.SlugField("initiative it belongs to", max_length=80, blank=True)
    closes = models.DateTimeField("sign up until")
    starts = models.DateField("starts")
    midway = models.DateField("midway")
    ends = models.DateField("ends")
    seed = models.CharField("seed", max_length=64)
    commitment = models.CharField("fingerprint of the seed", max_length=64)
    drawn = models.DateTimeField("teams made", null=True, blank=True)
    rules = models.CharField("version of the rules", max_length=40, blank=True)
    record = models.JSONField("what went in and came out", default=dict, blank=True)
    version = models.PositiveIntegerField("version", default=1, help_text="goes up with every change")
    made = models.DateTimeField("made")
    fictional = models.BooleanField("made up", default=False)

    class Meta:
        ordering = ["-made", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts__lt=F("midway")) & Q(midway__lt=F("ends")), name="team_round_in_order"
            ),
            models.CheckConstraint(condition=Q(team_size__gte=2), name="team_round_has_teams"),
        ]
        verbose_name = "assignment round"
        verbose_name_plural = "assignment rounds"

    def __str__(self) -> str:
        return self.name

    @property
    def level_list(self) -> list[str]:
        """The levels asked, in their own order."""
        return [one for one in LEVELS if one in self.levels.split(",")]


class RoundSchool(models.Model):
    """A school in a round, or asked to join. Who joined first leads."""

    class State(models.TextChoices):
        INVITED = "invited", "invited"
        JOINED = "joined", "joined"
        DECLINED = "declined", "declined"
        LEFT = "left", "left"

    round = models.ForeignKey(TeamRound, on_delete=models.CASCADE, related_name="schools", verbose_name="round")
    school = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="rounds", verbose_name="school")
    state = models.CharField("state", max_length=8, choices=State.choices)
    invited = models.DateTimeField("invited", null=True, blank=True)
    answer_by = models.DateField("answer by", null=True, blank=True)
    joined = models.DateTimeField("joined", null=True, blank=True)
    ended = models.DateTimeField("declined or left", null=True, blank=True)

    class Meta:
        ordering = ["joined", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "school"], name="school_once_in_a_round"),
            models.CheckConstraint(
                condition=~Q(state="joined") | Q(joined__isnull=False), name="round_joined_has_a_time"
            ),
        ]
        verbose_name = "school in a round"
        verbose_name_plural = "schools in rounds"

    def __str__(self) -> str:
        return f"school {self.pk} in round {self.round_id}"


class RoundCoach(models.Model):
    """Who coaches the teams of a school in a round: said by the coach, gone with the account."""

    at = models.OneToOneField(RoundSchool, on_delete=models.CASCADE, related_name="coach", verbose_name="school")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="coaches", verbose_name="account"
    )
    name = models.CharField("name", max_length=120)
    contact = models.CharField("how teams reach the coach", max_length=200)
    since = models.DateTimeField("since")

    class Meta:
        ordering = ["pk"]
        verbose_name = "coach of a round"
        verbose_name_plural = "coaches of rounds"

    def __str__(self) -> str:
        return f"coach {self.pk}"


class RoundAssignment(models.Model):
    """An assignment in a round, and the team that works on it. Title and company stay readable when the offer goes."""

    key = models.UUIDField("key", default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(TeamRound, on_delete=models.CASCADE, related_name="assignments", verbose_name="round")
    school = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="picked_up",
        verbose_name="school that coaches",
    )
    offer = models.ForeignKey(
        Offer, on_delete=models.SET_NULL, null=True, blank=True, related_name="rounds", verbose_name="assignment"
    )
    company = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="assignments_worked_on",
        verbose_name="company",
    )
    title = models.CharField("title", max_length=300)
    company_name = models.CharField("name of the company", max_length=200, blank=True)
    gone = models.DateTimeField("taken out, or stopped by the company", null=True, blank=True)

    class Meta:
        ordering = ["title", "pk"]
        constraints = [models.UniqueConstraint(fields=["round", "offer"], name="one_offer_per_round")]
        verbose_name = "assignment in a round"
        verbose_name_plural = "assignments in rounds"

    def __str__(self) -> str:
        return self.title


class TeamEntry(models.Model):
    """A student in a round: what they chose to show, and after the draw the team they are in.

    `skills` and `level` are what the student chose for this purpose alone; they go when the consent is taken back.
    """

    round = models.ForeignKey(TeamRound, on_delete=models.CASCADE, related_name="entries", verbose_name="round")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="team_entries", verbose_name="student")
    school = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="team_entries",
        verbose_name="school of the student",
    )
    key = models.UUIDField("key", default=uuid.uuid4, unique=True, editable=False)
    level = models.CharField("level", max_length=8, blank=True)
    skills = models.JSONField("skills chosen to show", default=list, blank=True, help_text="URIs")
    made = models.DateTimeField("signed up")
    withdrawn = models.DateTimeField("took no part any more", null=True, blank=True)
    team = models.ForeignKey(
        RoundAssignment, on_delete=models.SET_NULL, null=True, blank=True, related_name="members", verbose_name="team"
    )
    later = models.BooleanField("came into the team after the draw", default=False)
    returned = models.DateTimeField("gave the place back", null=True, blank=True)
    company_sees = models.BooleanField("the company may see the name", default=False)
    credited = models.BooleanField("the name may stand at the result", default=False)
    version = models.PositiveIntegerField("version", default=1, help_text="goes up with every change")

    class Meta:
        # By key, which is random: nobody comes first.
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="one_team_entry_per_student")]
        verbose_name = "part in an assignment round"
        verbose_name_plural = "parts in assignment rounds"

    def __str__(self) -> str:
        return f"team entry {self.pk}"


class TeamMilestone(models.Model):
    """A moment of a team: the start, midway and the end."""

    class Code(models.TextChoices):
        START = "start", "start"
        MIDWAY = "midway", "midway"
        END = "end", "end"

    team = models.ForeignKey(RoundAssignment, on_delete=models.CASCADE, related_name="milestones", verbose_name="team")
    code = models.CharField("which", max_length=6, choices=Code.choices)
    day = models.DateField("day")
    done = models.DateTimeField("done", null=True, blank=True)

    class Meta:
        ordering = ["day", "pk"]
        constraints = [models.UniqueConstraint(fields=["team", "code"], name="one_milestone_of_a_kind")]
        verbose_name = "milestone of a team"
        verbose_name_plural = "milestones of teams"

    def __str__(self) -> str:
        return f"milestone {self.pk}: {self.code}"


class TeamResult(models.Model):
    """What a team made. Coach and company each say yes or give it back; with both yeses it is teaching material."""

    class Answer(models.TextChoices):
        WAITING = "waiting", "waits"
        ACCEPTED = "accepted", "accepted"
        RETURNED = "returned", "given back"

    # Licences that let a school use and change it, widest first.
    LICENCES = ("CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0")

    key = models.SlugField("key", max_length=100, unique=True)
    team = models.OneToOneField(RoundAssignment, on_delete=models.CASCADE, related_name="result", verbose_name="team")
    title = models.CharField("title", max_length=200)
    summary = models.TextField("summary")
    link = models.URLField("link", max_length=300)
    licence = models.CharField("licence", max_length=20)
    language = models.CharField("language", max_length=2)
    handed_in = models.DateTimeField("handed in", null=True, blank=True)
    answer_by = models.DateField("answer by", null=True, blank=True)
    coach = models.CharField("answer of the coach", max_length=8, choices=Answer.choices, default=Answer.WAITING)
    coach_reason = models.CharField("reason of the coach", max_length=40, blank=True)
    coach_reminded = models.DateTimeField("coach reminded", null=True, blank=True)
    company = models.CharField("answer of the company", max_length=8, choices=Answer.choices, default=Answer.WAITING)
    company_reason = models.CharField("reason of the company", max_length=40, blank=True)
    company_reminded = models.DateTimeField("company reminded", null=True, blank=True)
    accepted = models.DateTimeField("accepted, and public", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1, help_text="goes up with every change")

    class Meta:
        ordering = ["-accepted", "-pk"]
        verbose_name = "result of a team"
        verbose_name_plural = "results of teams"

    def __str__(self) -> str:
        return self.title


class MaterialTag(models.Model):
    """What teaching material is found by: a skill it practises (URI), or a level that worked on it."""

    class Kind(models.TextChoices):
        SKILL = "skill", "skill"
        LEVEL = "level", "level"

    result = models.ForeignKey(TeamResult, on_delete=models.CASCADE, related_name="tags", verbose_name="material")
    kind = models.CharField("kind", max_length=5, choices=Kind.choices)
    value = models.CharField("value", max_length=120, db_index=True)

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [models.UniqueConstraint(fields=["result", "kind", "value"], name="one_tag_of_a_kind")]
        verbose_name = "tag of teaching material"
        verbose_name_plural = "tags of teaching material"

    def __str__(self) -> str:
        return self.value


class MaterialUse(models.Model):
    """A school used teaching material in a lesson. Of the school, not of a person."""

    result = models.ForeignKey(TeamResult, on_delete=models.CASCADE, related_name="uses", verbose_name="material")
    school = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="material_uses", verbose_name="school"
    )
    lesson = models.CharField("lesson", max_length=120)
    at = models.DateTimeField("said")

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["result", "school", "lesson"], name="one_use_per_lesson")]
        verbose_name = "use of teaching material"
        verbose_name_plural = "uses of teaching material"

    def __str__(self) -> str:
        return f"use {self.pk}"
