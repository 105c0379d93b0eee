"""Text out of PDF files, with PDFium."""

from __future__ import annotations

import threading
from typing import Any

from schakel.engine.text.limits import Limits, Notice
from schakel.engine.text.unreadable import BrokenDocument, ProtectedDocument, ScannedDocument

# PDFium may be used by one thread at a time.
_ONE_AT_A_TIME = threading.Lock()
# A page with fewer letters than this, on average, is a picture of a page.
_LEAST_LETTERS = 15


def pdf_text(data: bytes, name: str, *, limits: Limits) -> tuple[str, tuple[Notice, ...]]:
    """The text of all pages, page after page, and what was left out."""
    with _ONE_AT_A_TIME:
        document = _open(data, name)
        try:
            count = len(document)
            pages = [_page_text(document, number) for number in range(min(count, limits.pages))]
        except Exception as error:
            raise _broken(name) from error
        finally:
            document.close()
    text = "\n".join(pages)
    letters = sum(1 for character in text if character.isalnum())
    if letters < _LEAST_LETTERS * max(1, len(pages)):
        message = "The PDF shows text but holds none: it is a scan or a photo"
        remedy = "Save the document as PDF from the program it was written in, or type the text into the form"
        raise ScannedDocument(message, place=name, remedy=remedy)
    cut = count > limits.pages
    notices = (Notice("pages-cut", f"Only the first {limits.pages} of {count} pages were read"),) if cut else ()
    return text, notices


def _open(data: bytes, name: str) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            message = "The PDF is protected with a password"
            raise ProtectedDocument(message, place=name, remedy="Save it without a password") from error
        raise _broken(name) from error


def _page_text(document: Any, number: int) -> str:
    page = document[number]
    try:
        textpage = page.get_textpage()
        try:
            return str(textpage.get_text_range())
        finally:
            textpage.close()
    finally:
        page.close()


def _broken(name: str) -> BrokenDocument:
    return BrokenDocument("The PDF is damaged and cannot be opened", place=name, remedy="Make the PDF again")
