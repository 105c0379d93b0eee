"""From a file to its text: PDF, Word (.docx) and plain text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from schakel.engine.text.limits import Limits, Notice
from schakel.engine.text.pdf import pdf_text
from schakel.engine.text.unreadable import (
    BinaryDocument,
    DocumentTooBig,
    EmptyDocument,
    ProtectedDocument,
    ScannedDocument,
    UnsupportedDocument,
)
from schakel.engine.text.word import word_text

__all__ = ["Document", "Limits", "Notice", "clean", "read_document"]

_SAVE_AS = "Save it as PDF or as Word (.docx), or copy the text into the form"
_OTHER_ENDINGS = {
    ".doc": "an old Word file", ".odt": "an OpenDocument text", ".rtf": "an RTF file", ".pages": "a Pages file",
    ".xls": "a spreadsheet", ".xlsx": "a spreadsheet", ".ppt": "a presentation", ".pptx": "a presentation",
    ".zip": "a packed folder", ".eml": "an e-mail", ".msg": "an e-mail",
}  # fmt: skip
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file, its format (``pdf``, ``docx``, ``text``) and what was left out."""

    text: str
    format: str
    warnings: tuple[Notice, ...] = ()


def read_document(data: bytes, name: str, *, limits: Limits | None = None) -> Document:
    """The text of a file.

    ``name`` is the file name; it is only used in messages and to name kinds of file that are not read. What counts is
    the content. Raises a subclass of `UnreadableDocument` that says what is wrong and what to do.

    >>> read_document("Ik werk in de zorg.".encode(), "cv.txt").text
    'Ik werk in de zorg.'
    """
    allowed = limits or Limits()
    if not data:
        raise EmptyDocument("The file is empty", place=name, remedy="Choose another file")
    if len(data) > allowed.file_bytes:
        most = allowed.file_bytes // 1_000_000
        message = f"The file is {len(data) / 1_000_000:.0f} MB and {most} MB is the most"
        raise DocumentTooBig(message, place=name, remedy="Leave out pictures, or copy the text into the form")
    kind = _kind(data, name)
    if kind == "pdf":
        raw, notices = pdf_text(data, name, limits=allowed)
    elif kind == "docx":
        raw, notices = word_text(data, name, limits=allowed)
    else:
        raw, notices = _decode(data, name), ()
    text = clean(raw)
    if not any(character.isalnum() for character in text):
        raise EmptyDocument("There are no words in the file", place=name, remedy="Choose another file")
    if len(text) > allowed.characters:
        text = text[: allowed.characters]
        cut = Notice("text-cut", f"Only the first {allowed.characters} characters were read")
        notices = (*notices, cut)
    return Document(text, kind, notices)


def clean(text: str) -> str:
    """A text with plain line ends and spaces, composed accents, and at most one empty line in a row.

    >>> clean("Cafe\\u0301\\u00a0 bar\\r\\n\\r\\n\\r\\n\\r\\nslot")
    'Café  bar\\n\\nslot'
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.replace("\u00a0", " ").replace("\u2028", "\n").replace("\u2029", "\n").replace("\x0c", "\n")
    text = re.sub(r"[\u200b\u200e\u200f\u2060\ufeff\x00-\x08\x0b\x0e-\x1f\x7f]", "", text)
    # A word broken at the end of a line: only a mark that is invisible otherwise says so for sure.
    text = re.sub(r"\u00ad\n?|\ufffe\n?", "", text)
    text = re.sub(r"(?<![ \t])[ \t]+\n", "\n", text)  # looking back keeps a line of spaces linear
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n\t ")


def _kind(data: bytes, name: str) -> str:
    head = data[:1024]
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _packed_kind(data, name)
    if head.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            message = "The Word file is protected with a password"
            raise ProtectedDocument(message, place=name, remedy="Save it without a password")
        raise UnsupportedDocument("This is an old Word or Office file", place=name, remedy=_SAVE_AS)
    if head.startswith(b"{\\rtf"):
        raise UnsupportedDocument("This is an RTF file", place=name, remedy=_SAVE_AS)
    if head.startswith(_PICTURES) or head[4:12] in {b"ftypheic", b"ftypmif1", b"ftypavif"} or head[8:12] == b"WEBP":
        message = "This is a photo or picture, without text to read"
        raise ScannedDocument(message, place=name, remedy="Send the document itself, or type the text into the form")
    return "text"


def _packed_kind(data: bytes, name: str) -> str:
    if b"word/document.xml" in data:
        return "docx"
    ending = "." + name.rpartition(".")[2].lower()
    if b"application/vnd.oasis.opendocument.text" in data[:200]:
        ending = ".odt"
    if ending == ".docx":
        return "docx"
    what = _OTHER_ENDINGS.get(ending, "a packed file")
    raise UnsupportedDocument(f"This is {what}", place=name, remedy=_SAVE_AS)


def _decode(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strict(data, "utf-16", name)
    if data.startswith(b"\xef\xbb\xbf"):
        return _strict(data, "utf-8-sig", name)
    sample = data[:4096]
    zeros_even, zeros_odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(zeros_even, zeros_odd) > 0.3 * len(sample) / 2:
        return _strict(data, "utf-16-be" if zeros_even > zeros_odd else "utf-16-le", name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    odd = sum(
        1 for character in text[:20000] if character == "\ufffd" or (character < " " and character not in "\t\n\r\f")
    )
    if odd > 0.01 * min(len(text), 20000):
        raise _no_text(name)
    return text


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise _no_text(name) from None
    letters = sum(1 for character in text[:2000] if character.isalnum() or character.isspace())
    if letters < 0.5 * min(len(text), 2000):
        raise _no_text(name)
    return text


def _no_text(name: str) -> BinaryDocument:
    ending = "." + name.rpartition(".")[2].lower()
    message = (
        f"This is {_OTHER_ENDINGS[ending]}" if ending in _OTHER_ENDINGS else "The file holds no text that can be read"
    )
    return BinaryDocument(message, place=name, remedy=_SAVE_AS)
