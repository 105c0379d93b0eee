"""Mails as files: what somebody wrote, taken out of an .eml or .mbox file.

Mail programs save one mail as .eml, a folder of mails as .mbox. Every mail gives either what it asks or why it is left
out; one that cannot be read never stops the others.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from hashlib import sha256
from html.parser import HTMLParser

from schakel.engine.errors import InputError

ENDINGS = (".eml", ".mbox", ".mbx")
FILE_MOST = 20_000_000
_BORDER = re.compile(rb"(?m)^From [^\r\n]*\r?\n")
_QUOTED_FROM = re.compile(rb"(?m)^>(>*From )")
_SPACE = re.compile(r"[ \t\xa0]+")
_LINES = re.compile(r"\n{3,}")
# Machines say so in these headers (RFC 3834); answering them makes two machines write to each other for ever.
_MACHINE = ("list-id", "x-autoreply", "x-autorespond", "x-failed-recipients")


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail: who wrote it and when, and its words. ``number`` tells it from all others."""

    number: str
    name: str
    address: str
    sent: datetime | None
    subject: str
    text: str
    attachments: int


@dataclass(frozen=True, slots=True)
class Left:
    """A mail that gives no question: which, and why (``machine``, ``no-sender``, ``no-text``, ``unreadable``,
    or of a whole file ``no-mail``, ``too-large``)."""

    place: str
    why: str


def mails_in(data: bytes, *, name: str) -> Iterator[Mail | Left]:
    """The mails of a file. Raises InputError when it is no mail at all, or too large."""
    if len(data) > FILE_MOST:
        raise InputError("The file is larger than 20 MB", place=name, remedy="Save fewer mails in one file")
    if b"\x00" in data[:1000] or not re.match(
        rb"\A(?:From |[A-Za-z][A-Za-z0-9-]*:)", data.lstrip(b"\xef\xbb\xbf\r\n \t")
    ):
        raise InputError(
            "This is not a mail", place=name, remedy="Save the mail as .eml, or a folder of mails as .mbox"
        )
    pieces = list(_pieces(data))
    for place, piece in enumerate(pieces, start=1):
        where = f"{name}, mail {place}" if len(pieces) > 1 else name
        try:
            yield _mail(message_from_bytes(piece, policy=policy.default), where)
        except (ValueError, LookupError, TypeError, AttributeError):  # what broken headers and unknown letters raise
            yield Left(where, "unreadable")


def _pieces(data: bytes) -> Iterator[bytes]:
    """The mails of an .mbox; an .eml is one."""
    if not data.startswith(b"From "):
        yield data
        return
    starts = list(_BORDER.finditer(data))
    ends = [*(one.start() for one in starts[1:]), len(data)]
    for start, end in zip(starts, ends, strict=True):
        yield _QUOTED_FROM.sub(rb"\1", data[start.end() : end])


def _mail(found: EmailMessage, where: str) -> Mail | Left:
    name, address = parseaddr(str(found.get("reply-to") or found.get("from") or ""))
    if _is_machine(found):
        return Left(where, "machine")
    if "@" not in address:
        return Left(where, "no-sender")
    text = _text(found)
    if not text:
        return Left(where, "no-text")
    marks = (str(found.get("message-id") or "").strip() or f"{address} {found.get('date')} {text}").encode()
    return Mail(
        number=sha256(marks).hexdigest(),
        name=_SPACE.sub(" ", name).strip() or address.partition("@")[0],
        address=address,
        sent=_sent(found),
        subject=_SPACE.sub(" ", str(found.get("subject") or "")).strip(),
        text=text,
        attachments=sum(1 for _ in found.iter_attachments()),
    )


def _is_machine(found: EmailMessage) -> bool:
    auto = str(found.get("auto-submitted") or "no").strip().lower()
    bulk = str(found.get("precedence") or "").strip().lower() in ("bulk", "junk", "list", "auto_reply")
    bounced = str(found.get("return-path") or "x").strip() == "<>"
    return auto != "no" or bulk or bounced or any(found.get(header) for header in _MACHINE)


def _sent(found: EmailMessage) -> datetime | None:
    header = found.get("date")
    moment = getattr(header, "datetime", None)
    if not isinstance(moment, datetime):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _text(found: EmailMessage) -> str:
    """The words: the plain part, else the words of the part in HTML."""
    body = found.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    content = body.get_content()
    if not isinstance(content, str):
        return ""
    plain = _Words.of(content) if body.get_content_type() == "text/html" else content
    lines = "\n".join(
        _SPACE.sub(" ", line).rstrip() for line in plain.replace("\r\n", "\n").replace("\x00", "").split("\n")
    )
    return _LINES.sub("\n\n", lines).strip()


class _Words(HTMLParser):
    """The words of a page, a line for each block; nothing of scripts and styles."""

    _SILENT = ("script", "style", "head", "title")
    _BLOCKS = ("p", "div", "br", "li", "tr", "h1", "h2", "h3", "blockquote", "table")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._found: list[str] = []
        self._silent = 0

    @classmethod
    def of(cls, page: str) -> str:
        reader = cls()
        reader.feed(page)
        reader.close()
        return "".join(reader._found)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in self._SILENT
        if tag in self._BLOCKS:
            self._found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in self._SILENT))

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._found.append(re.sub(r"\s+", " ", data))
