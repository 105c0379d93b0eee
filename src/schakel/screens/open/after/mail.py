"""A letter as a mail: plain text, in the language of who gets it."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import override

from schakel.records.journeys import letters
from schakel.records.journeys.models import Ambassador, Letter, Request
from schakel.screens.open.after import keeping_words, words
from schakel.screens.open.after.words import link

LANGUAGES = ("nl", "en", "de")
# The same dictionary, not a copy: other rooms bring their own words later.
WORDS = words.WORDS
WORDS.update(keeping_words.WORDS)


def compose(letter: Letter) -> EmailMessage | None:
    """The mail of a letter, or None when what it tells of is gone or no longer true, or nobody can get it."""
    found = letters.about(letter)
    if found is None or letter.kind not in WORDS:
        return None
    address, name, language = _to(letter, found)
    if not address:
        return None
    with override(language if language in LANGUAGES else "nl"):
        said = WORDS[letter.kind](found, letter)
        if said is None:
            return None
        context = {
            "name": name,
            "lines": [line for line in said.lines if line],
            "links": said.links,
            "desk": link("open:help"),
        }
        text = render_to_string("open/after/email/letter.txt", context)
        # A title may hold a line break; a subject may not.
        return EmailMessage(" ".join(said.subject.split()), text, None, [address])


def _to(letter: Letter, found: object) -> tuple[str, str, str]:
    """Address, name and language of who gets it."""
    if letter.account is not None:
        who = letter.account
        return (who.email if who.is_active else ""), letter.person.name if letter.person else "", who.language
    if isinstance(found, Request):
        return found.email, found.name, found.language
    if isinstance(found, Ambassador):
        own = next((one for one in found.languages.split(",") if one in LANGUAGES), "nl")
        return found.email, found.name, own
    return "", "", ""
