"""What is still read, and what the reader of the result should know about what was left out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What is still read: bytes of the file, pages of a PDF, characters of text, bytes a .docx unpacks to."""

    file_bytes: int = 10_000_000
    pages: int = 60
    characters: int = 200_000
    unpacked_bytes: int = 80_000_000
    unpacked_ratio: int = 150
    unpacked_files: int = 3_000


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader of the result should know; screens translate by ``code``."""

    code: str
    message: str
