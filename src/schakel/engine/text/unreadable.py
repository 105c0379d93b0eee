"""Why a document cannot be read: screens translate by ``code``, the command line prints the English sentence."""

from __future__ import annotations

from typing import ClassVar

from schakel.engine.errors import UnreadableDocument


class EmptyDocument(UnreadableDocument):
    """There is nothing in the file, or nothing but white space."""

    code: ClassVar[str] = "document-empty"


class ScannedDocument(UnreadableDocument):
    """A PDF or picture that shows text but holds none: a scan or a photo."""

    code: ClassVar[str] = "document-scanned"


class DocumentTooBig(UnreadableDocument):
    """More bytes, pages or unpacked content than allowed."""

    code: ClassVar[str] = "document-too-big"


class SuspiciousDocument(UnreadableDocument):
    """A packed file that would unpack to far more than a document holds."""

    code: ClassVar[str] = "document-suspicious"


class BrokenDocument(UnreadableDocument):
    """The file says it is a PDF or Word file but cannot be opened."""

    code: ClassVar[str] = "document-broken"


class ProtectedDocument(UnreadableDocument):
    """The file is protected with a password."""

    code: ClassVar[str] = "document-protected"


class UnsupportedDocument(UnreadableDocument):
    """A kind of file that is not read here, such as .doc, .odt or .rtf."""

    code: ClassVar[str] = "document-unsupported"


class BinaryDocument(UnreadableDocument):
    """Not text, and no kind of document that is known."""

    code: ClassVar[str] = "document-binary"
