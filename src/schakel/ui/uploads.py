"""Uploads are held in memory only: what a visitor sends is never written to disk."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

# A little above what the reader accepts, so that the reader can say itself what is too large.
HARD_LIMIT = 60 * 1024 * 1024
KEPT = 11 * 1024 * 1024


class InMemoryOnly(FileUploadHandler):
    """Keeps the first megabytes of a file in memory, counts the rest and drops it: too large is too large."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.buffer = BytesIO()
        self.seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.seen += len(raw_data)
        if self.seen > HARD_LIMIT:
            raise StopUpload(connection_reset=True)
        if self.buffer.tell() < KEPT:
            self.buffer.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.buffer.seek(0)
        return InMemoryUploadedFile(
            file=self.buffer,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=self.seen,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
