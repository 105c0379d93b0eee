"""The employer's room."""

from django.urls import path

from schakel.screens.conversations.rooms import addresses
from schakel.screens.employer.access import room
from schakel.screens.employer.views import (
    ambassadors,
    draws,
    evaluations,
    guests,
    invitations,
    onboarding,
    organisation,
    people,
    postings,
    teachers,
)
from schakel.screens.employer.views.messages import room_of

app_name = "employer"

urlpatterns = [
    path("", postings.home, name="home"),
    path("nieuw/", postings.new, name="new"),
    path("aanbod/<uuid:key>/", postings.posting, name="posting"),
    path("aanbod/<uuid:key>/nakijken/", postings.check, name="check"),
    path("aanbod/<uuid:key>/publiceren/", postings.publish, name="publish"),
    path("aanbod/<uuid:key>/sluiten/", postings.close, name="close"),
    path("aanbod/<uuid:key>/weggooien/", postings.discard, name="discard"),
    path("aanbod/<uuid:key>/dagen/", postings.days, name="days"),
    path("mensen/", people.people, name="people"),
    path("mensen/<slug:reference>/", people.invite, name="invite"),
    path("docenten/", teachers.questions, name="teacher-questions"),
    path("docenten/<uuid:key>/", teachers.question, name="teacher-question"),
    path("uitnodigingen/", invitations.invitations, name="invitations"),
    path("uitnodigingen/<uuid:key>/inwerken/", onboarding.hire, name="hire"),
    path("stagiairs/<uuid:key>/aangenomen/", onboarding.hire_intern, name="hire-intern"),
    path("inwerken/", onboarding.onboardings, name="onboardings"),
    path("inwerken/<uuid:key>/maken/", onboarding.plan, name="plan"),
    path("inwerken/<uuid:key>/", onboarding.onboarding, name="onboarding"),
    path("gasten/", guests.guests, name="guests"),
    path("gasten/<slug:session>/", guests.day, name="guests-day"),
    path("stages/", draws.draws, name="draws"),
    path("hoe-het-was/", evaluations.evaluations, name="evaluations"),
    path("op-tijd/", invitations.in_time, name="in-time"),
    *addresses(room, room_of),
    path("contactpersonen/", ambassadors.ambassadors, name="ambassadors"),
    path("organisatie/", organisation.organisation, name="organisation"),
]
