"""People with what they publish, and criteria that somebody asks: for tests of searching."""

from typing import Any

from schakel.records.people.engine_io.criteria import Asked
from schakel.records.people.models import LanguageClaim, Profile, SkillClaim
from support import factories as make

SKILL = "urn:schakel:skill:"


def people(count: int, *skills: str, published: bool = True, languages: Any = (), **fields: Any) -> list[int]:
    """So many people with these skills; returns the numbers of their profiles."""
    made = [Profile.objects.create(person=make.person(), published=published, **fields) for _one in range(count)]
    claims = [SkillClaim(profile=one, uri=SKILL + skill, level=2) for one in made for skill in skills]
    SkillClaim.objects.bulk_create(claims)
    spoken = [LanguageClaim(profile=one, language=code, cefr=cefr) for one in made for code, cefr in languages]
    LanguageClaim.objects.bulk_create(spoken)
    return [one.pk for one in made]


def asked(*skills: str, **fields: Any) -> Asked:
    return Asked(skills=tuple((skill, None) for skill in skills), **fields)
