"""Addresses of the school's room."""

from django.urls import path

from schakel.screens.conversations.rooms import addresses
from schakel.screens.school.access import room
from schakel.screens.school.views import (
    accreditations,
    curriculum,
    exemptions,
    groups,
    offers,
    periods,
    postings,
    sessions,
    teachers,
)
from schakel.screens.school.views.messages import room_of

app_name = "school"

urlpatterns = [
    path("", offers.home, name="home"),
    path("aanbod/<slug:slug>/", offers.offer, name="offer"),
    path("aanbod/<slug:slug>/voorwaarden/", offers.terms, name="terms"),
    path("aanbod/<slug:slug>/datum/", offers.add, name="add"),
    path("aanbod/<slug:slug>/overnemen/", postings.take_over, name="take-over"),
    path("nieuw/", postings.new, name="new-offer"),
    path("eigen/<uuid:key>/", postings.posting, name="posting"),
    path("eigen/<uuid:key>/nakijken/", postings.check, name="check-offer"),
    path("eigen/<uuid:key>/publiceren/", postings.publish, name="publish-offer"),
    path("eigen/<uuid:key>/sluiten/", postings.close, name="close-offer"),
    path("eigen/<uuid:key>/weggooien/", postings.discard, name="discard-offer"),
    path("eigen/<uuid:key>/module/", curriculum.module, name="new-module"),
    path("eigen/<uuid:key>/module/<uuid:module>/", curriculum.module, name="module"),
    path("eigen/<uuid:key>/module/<uuid:module>/weg/", curriculum.remove_module, name="remove-module"),
    path("eigen/<uuid:key>/vrijstelling/", curriculum.rule, name="new-rule"),
    path("eigen/<uuid:key>/vrijstelling/<uuid:rule>/", curriculum.rule, name="rule"),
    path("eigen/<uuid:key>/vrijstelling/<uuid:rule>/weg/", curriculum.remove_rule, name="remove-rule"),
    path("datum/<slug:key>/", sessions.session, name="session"),
    path("datum/<slug:key>/afzeggen/", sessions.cancel, name="cancel"),
    path("datum/<slug:key>/aanwezig/", sessions.mark, name="mark"),
    path("datum/<slug:key>/agenda.ics", sessions.ical, name="ical"),
    path("vrijstellingen/", exemptions.exemptions, name="exemptions"),
    path("vrijstellingen/<uuid:key>/", exemptions.exemption, name="exemption"),
    path("docenten/", teachers.teachers, name="teachers"),
    path("docenten/vragen/", teachers.questions, name="teacher-questions"),
    path("docenten/vragen/<uuid:key>/", teachers.question, name="teacher-question"),
    path("docenten/vragen/<uuid:key>/terug/", teachers.take_back, name="teacher-take-back"),
    path("docenten/<slug:slug>/", teachers.ask, name="ask-teacher"),
    path("groepen/", groups.groups, name="groups"),
    path("groepen/<slug:session>/", groups.book, name="book"),
    path("groepen/<uuid:key>/afzeggen/", groups.leave, name="leave"),
    path("stages/", periods.periods, name="periods"),
    path("stages/nieuw/", periods.new, name="new-period"),
    path("stages/<slug:key>/", periods.period, name="period"),
    path("stages/<slug:key>/dagen/", periods.change, name="change-period"),
    path("stages/<slug:key>/plaatsen/", periods.places, name="places"),
    path("stages/<slug:key>/loten/", periods.draw, name="draw"),
    path("stages/<slug:key>/narekenen/", periods.check, name="check"),
    path("stages/<slug:key>/weg/", periods.discard, name="discard"),
    *addresses(room, room_of),
    path("erkenning/", accreditations.accreditations, name="accreditations"),
    path("erkenning/nieuw/", accreditations.new, name="new-accreditation"),
    path("erkenning/<uuid:key>/", accreditations.accreditation, name="accreditation"),
]
