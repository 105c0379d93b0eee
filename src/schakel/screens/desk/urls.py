"""Addresses of the desk."""

from django.urls import path

from schakel.screens.conversations.rooms import addresses
from schakel.screens.desk.views import cases, inbox, mails, messages, partners, plans, results

app_name = "desk"

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("nieuw/", inbox.take_in, name="take-in"),
    path("mail/", mails.mails, name="mails"),
    path("vraag/<uuid:key>/", cases.case, name="case"),
    path("vraag/<uuid:key>/pad/", plans.plan, name="plan"),
    path("vraag/<uuid:key>/oppakken/", cases.take_up, name="take-up"),
    path("vraag/<uuid:key>/notitie/", cases.note, name="note"),
    path("vraag/<uuid:key>/verwijzen/", cases.refer, name="refer"),
    path("vraag/<uuid:key>/terughalen/", cases.withdraw_consent, name="withdraw-consent"),
    path("vraag/<uuid:key>/antwoord/", cases.answer, name="answer"),
    path("vraag/<uuid:key>/sluiten/", cases.close, name="close"),
    path("op-tijd/", inbox.in_time, name="in-time"),
    path("resultaten/", results.results, name="results"),
    path("resultaten.csv", results.results_csv, name="results-csv"),
    path("gevraagd/", partners.asked, name="asked"),
    path("gevraagd/<uuid:key>/", partners.referral, name="referral"),
    *addresses(messages.door, messages.room_of),
]
