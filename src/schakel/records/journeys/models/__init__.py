"""Bookings, the desk, invitations, and journeys."""

from schakel.records.journeys.models.bookings import Booking
from schakel.records.journeys.models.desk import Referral, Request, RequestNote
from schakel.records.journeys.models.invitations import Invitation
from schakel.records.journeys.models.paths import Journey, Outcome, Step

__all__ = ["Booking", "Invitation", "Journey", "Outcome", "Referral", "Request", "RequestNote", "Step"]
