"""Text out of Word files (.docx): paragraphs, lists, tables, text boxes, headers and footers, in reading order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from schakel.engine.text.limits import Limits, Notice
from schakel.engine.text.unreadable import BrokenDocument, DocumentTooBig, SuspiciousDocument

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}softHyphen": ""}
# Small parts compress very well without being a trick.
_RATIO_FROM_BYTES = 1_000_000


def word_text(data: bytes, name: str, *, limits: Limits) -> tuple[str, tuple[Notice, ...]]:
    """The text of a .docx; the packing is judged before anything is unpacked."""
    _check_packing(data, name, limits=limits)
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        parts = [_part_text(part) for part in _parts(document)]
    except Exception as error:
        raise _broken(name) from error
    return "\n".join(part for part in parts if part), ()


def _check_packing(data: bytes, name: str, *, limits: Limits) -> None:
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise _broken(name) from error
    total = sum(entry.file_size for entry in entries)
    if len(entries) > limits.unpacked_files or total > limits.unpacked_bytes:
        message = f"The Word file unpacks to {total // 1_000_000} MB in {len(entries)} parts"
        raise DocumentTooBig(message, place=name, remedy="Leave out pictures, or copy the text into the form")
    for entry in entries:
        packed = max(1, entry.compress_size)
        if entry.file_size > _RATIO_FROM_BYTES and entry.file_size / packed > limits.unpacked_ratio:
            message = "A part of the Word file unpacks to far more than a document holds"
            raise SuspiciousDocument(message, place=name, remedy="Save the document again, or copy the text")


def _parts(document: Any) -> Iterator[Any]:
    """The header, the body and the footer, each story once."""
    seen: set[int] = set()
    headers: list[Any] = []
    footers: list[Any] = []
    for section in document.sections:
        for collection, stories in (
            (headers, (section.first_page_header, section.header)),
            (footers, (section.footer,)),
        ):
            for story in stories:
                if not story.is_linked_to_previous and id(story.part) not in seen:
                    seen.add(id(story.part))
                    collection.append(story._element)
    yield from headers
    yield document.element.body
    yield from footers


def _part_text(root: Any) -> str:
    lines: list[str] = []
    for paragraph in root.iter(f"{_W}p"):
        if not any(ancestor.tag == _FALLBACK for ancestor in paragraph.iterancestors()):
            lines.append(_paragraph_text(paragraph))
    return "\n".join(lines)


def _paragraph_text(paragraph: Any) -> str:
    pieces: list[str] = []
    for node in paragraph.iter():
        if node.tag == f"{_W}t":
            piece = node.text or ""
        elif node.tag in _BREAKS:
            piece = _BREAKS[node.tag]
        else:
            continue
        owner = next(ancestor for ancestor in node.iterancestors() if ancestor.tag == f"{_W}p")
        if owner is paragraph and node.getparent().tag != f"{_W}tabs":
            pieces.append(piece)
    text = "".join(pieces)
    listed = paragraph.find(f"{_W}pPr/{_W}numPr") is not None
    return f"- {text}" if listed and text.strip() else text


def _broken(name: str) -> BrokenDocument:
    return BrokenDocument("The Word file is damaged and cannot be opened", place=name, remedy="Save it again from Word")
