"""Twelve invented people: does the first advice make sense, and does the number say something?"""

from __future__ import annotations

from datetime import date

import pytest

from schakel.engine.advice import Request, advise
from schakel.engine.matching import PersonsOwnView, Profile, Scorer, SkillClaim, load_rules
from schakel.engine.matching.types import Tier
from schakel.engine.skills.concepts import occupation_uri, skill_uri
from schakel.engine.skills.taxonomy import load_taxonomy
from schakel.reference import REFERENCE

# who: (occupation, shown in work, said, (any of these is among the first three, the first one has at least so many points))
PEOPLE = {
    "waiter": (
        "waiter",
        "cash-register handling-complaints onboarding-colleagues order-handling",
        "customer-focus english excel stress-resistance teamwork word",
        ("service-desk-agent ict-account-manager", 15),
    ),
    "nurse": (
        "registered-nurse",
        "coaching electronic-health-record-use electronic-health-records key-user-work",
        "accuracy excel hix",
        ("care-technology-adviser functional-manager", 40),
    ),
    "warehouse worker": (
        "warehouse-worker",
        "forklift order-picking stock-management wms-systems",
        "accuracy dutch polish teamwork",
        ("assistant-ict hardware-technician", 15),
    ),
    "teacher": (
        "secondary-teacher",
        "helping-others-digital learning-management-systems lesson-design mathematics microsoft-teams teaching",
        "excel patience presenting python",
        ("ict-teacher ict-trainer", 60),
    ),
    "bookkeeper": (
        "bookkeeper",
        "bookkeeping exact excel excel-advanced",
        "accuracy analytical-thinking power-query",
        ("data-analyst-junior reporting-analyst", 35),
    ),
    "mbo-4 trainee": (
        None,
        "active-directory intune microsoft-365 service-desk-work topdesk windows-client",
        "ccna linux",
        ("service-desk-agent endpoint-engineer", 40),
    ),
    "developer": (
        "software-developer",
        "angular azure-devops c-sharp docker dotnet-core git rest-api scrum sql-server typescript unit-testing",
        "css html javascript kubernetes",
        ("full-stack-developer dotnet-developer", 60),
    ),
    "data analyst": (
        "data-analyst",
        "dashboarding data-quality power-bi presenting python r sql statistics",
        "data-visualisation excel pandas",
        ("data-analyst", 80),
    ),
    "engineer from abroad": (
        "civil-engineer-abroad",
        "cad civil-engineering excel leadership matlab",
        "arabic dutch english problem-solving project-planning python",
        ("data-engineer-junior junior-software-developer project-support-officer", 15),
    ),
    "shop assistant": (
        "sales-assistant",
        "cash-register customer-it-advice-sale electronics peripherals software-installation webshop-keeping",
        "computer-hardware customer-focus sales-work windows",
        ("assistant-ict ict-account-manager allround-ict-employee", 25),
    ),
    "administrator": (
        "system-administrator",
        "active-directory azure backup-recovery firewalls fortinet microsoft-365 powershell veeam vmware windows-server",
        "fault-finding itil technical-writing",
        ("system-administrator windows-administrator", 70),
    ),
    "call centre agent": (
        "call-centre-agent",
        "crm-systems handling-complaints salesforce serving-customers",
        "dutch german listening patience",
        ("crm-consultant service-desk-agent", 35),
    ),
}


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return Scorer(load_taxonomy(REFERENCE / "taxonomy"), load_rules(REFERENCE / "matching"))


def _claims(ids: str, tier: Tier) -> list[SkillClaim]:
    return [SkillClaim(skill_uri(one), None, tier) for one in ids.split()]


@pytest.mark.parametrize("who", sorted(PEOPLE))
def test_the_first_roles_make_sense_and_their_points_say_something(who: str, scorer: Scorer) -> None:
    occupation, shown, said, (wanted, least) = PEOPLE[who]
    claims = (*_claims(shown, "evidenced"), *_claims(said, "claimed"))
    assert not [claim.uri for claim in claims if claim.uri not in scorer.taxonomy.skills]
    profile = Profile(claims, occupation=None if occupation is None else occupation_uri(occupation))
    view = PersonsOwnView.open(profile, person="p", viewer="p")
    roles = advise(view, scorer, (), Request(now=date(2026, 11, 24))).roles
    first = [role.match.target.uri.rsplit(":", 1)[1] for role in roles[:3]]
    assert {*wanted.split()} & {*first}
    assert (roles[0].match.score or 0) >= least


@pytest.mark.parametrize("who", ["waiter", "warehouse worker", "call centre agent", "nurse"])
def test_nobody_without_ict_work_is_sent_to_a_specialism_first(who: str, scorer: Scorer) -> None:
    occupation, shown, said, _ = PEOPLE[who]
    claims = (*_claims(shown, "evidenced"), *_claims(said, "claimed"))
    view = PersonsOwnView.open(Profile(claims, occupation=occupation_uri(occupation or "")), person="p", viewer="p")
    roles = advise(view, scorer, (), Request(now=date(2026, 11, 24))).roles[:3]
    junior = [scorer.taxonomy.occupations[role.match.target.uri].seniority for role in roles]
    assert all(role.usual_step or "junior" in seniority for role, seniority in zip(roles, junior, strict=True))
