"""Mail to a person about their own things, in the language they last used."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, override

from schakel.records.offers.engine_io import FittingOffer
from schakel.records.people.models import Person


def tell_of_offers(person: Person, found: list[FittingOffer]) -> None:
    """New offers that fit: their titles, points and where to stop this."""
    if person.user is None:
        return
    language = person.user.language
    with override(language):
        rows = [
            {
                "title": next(
                    filter(None, [getattr(one.offer, f"title_{code}") for code in (language, "nl", "en", "de")]), ""
                ),
                "score": one.score,
                "fictional": one.offer.fictional,
                "link": settings.ADDRESS + reverse("open:offer", args=[one.offer.slug]),
            }
            for one in found
        ]
        context = {"name": person.name, "rows": rows, "stop": settings.ADDRESS + reverse("mine:alert")}
        text = render_to_string("mine/email/offers.txt", context)
        send_mail(gettext("New offers that fit you"), text, None, [person.user.email])
