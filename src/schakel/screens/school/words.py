"""Words for the codes a school meets."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from schakel.records.journeys.models import Accreditation, Booking

COUNTRIES: Mapping[str, Any] = {
    Accreditation.Country.DE: _("Germany"),
    Accreditation.Country.BE: _("Belgium"),
    Accreditation.Country.NL: _("the Netherlands"),
    Accreditation.Country.LU: _("Luxembourg"),
}
DECISIONS: Mapping[str, Any] = {
    Accreditation.State.ASKED: _("asked"),
    Accreditation.State.RECOGNISED: _("recognised"),
    Accreditation.State.REFUSED: _("refused"),
}
BOOKINGS: Mapping[str, Any] = {
    Booking.State.BOOKED: _("has a place"),
    Booking.State.WAITING: _("on the waiting list"),
    Booking.State.CANCELLED: _("cancelled"),
    Booking.State.ATTENDED: _("came"),
    Booking.State.NO_SHOW: _("did not come"),
}
