"""The person's own pages."""

from django.urls import path

from schakel.screens.conversations.rooms import addresses
from schakel.screens.mine.access import own_page
from schakel.screens.mine.views import bookings, data, exemptions, home, invitations, offers, profile, wishes, work
from schakel.screens.mine.views import path as own_path
from schakel.screens.mine.views.messages import room_of

app_name = "mine"

urlpatterns = [
    path("", home.home, name="home"),
    path("begin/", home.begin, name="begin"),
    path("profiel/", profile.profile, name="profile"),
    path("profiel/cv/", profile.cv, name="cv"),
    path("profiel/europass/", profile.europass, name="europass"),
    path("profiel/ervaring/", profile.experience, name="experience"),
    path("wensen/", wishes.wishes, name="wishes"),
    path("toestemming/", wishes.consents, name="consents"),
    path("aanbod/", offers.offers, name="offers"),
    path("aanbod/meldingen/", offers.alert, name="alert"),
    path("routes/", offers.routes, name="routes"),
    path("vrijstellingen/", exemptions.exemptions, name="exemptions"),
    path("vrijstellingen/<slug:slug>/", exemptions.ask, name="ask-exemption"),
    path("boekingen/", bookings.bookings, name="bookings"),
    path("boekingen/<slug:session>/", bookings.book, name="book"),
    path("boekingen/<slug:session>/agenda.ics", bookings.ical, name="booking-ical"),
    path("agenda/<uuid:key>.ics", bookings.feed, name="feed"),
    path("uitnodigingen/", invitations.invitations, name="invitations"),
    path("pad/", own_path.path, name="path"),
    path("werk/", work.work, name="work"),
    *addresses(own_page, room_of),
    path("wie-keek/", data.looks, name="looks"),
    path("gegevens/", data.data, name="data"),
    path("gegevens/download/", data.download, name="download"),
    path("gegevens/wissen/", data.erase, name="erase"),
]
