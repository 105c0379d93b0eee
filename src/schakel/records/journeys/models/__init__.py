"""Bookings, the desk, invitations, messages, journeys, internship draws, and degrees recognised over the border."""

from schakel.records.journeys.models.accreditation import Accreditation
from schakel.records.journeys.models.bookings import Booking
from schakel.records.journeys.models.desk import Referral, Request, RequestNote
from schakel.records.journeys.models.draws import DrawEntry, DrawPeriod, DrawPlace, DrawWish
from schakel.records.journeys.models.enquiries import Enquiry
from schakel.records.journeys.models.invitations import Invitation
from schakel.records.journeys.models.keeping import Ambassador, Hire, TrialRefusal
from schakel.records.journeys.models.letters import Letter, Reply, TrialEntry
from schakel.records.journeys.models.messages import Conversation, Message
from schakel.records.journeys.models.onboarding import Milestone, Onboarding
from schakel.records.journeys.models.paths import Journey, Outcome, Step
from schakel.records.journeys.models.pool import MobilityPool, PoolMember, PoolOutcome, PoolRole
from schakel.records.journeys.models.teams import (
    LEVELS,
    MaterialTag,
    MaterialUse,
    RoundAssignment,
    RoundCoach,
    RoundSchool,
    TeamEntry,
    TeamMilestone,
    TeamResult,
    TeamRound,
)

__all__ = [
    "LEVELS",
    "Accreditation",
    "Ambassador",
    "Booking",
    "Conversation",
    "DrawEntry",
    "DrawPeriod",
    "DrawPlace",
    "DrawWish",
    "Enquiry",
    "Hire",
    "Invitation",
    "Journey",
    "Letter",
    "MaterialTag",
    "MaterialUse",
    "Message",
    "Milestone",
    "MobilityPool",
    "Onboarding",
    "Outcome",
    "PoolMember",
    "PoolOutcome",
    "PoolRole",
    "Referral",
    "Reply",
    "Request",
    "RequestNote",
    "RoundAssignment",
    "RoundCoach",
    "RoundSchool",
    "Step",
    "TeamEntry",
    "TeamMilestone",
    "TeamResult",
    "TeamRound",
    "TrialEntry",
    "TrialRefusal",
]
