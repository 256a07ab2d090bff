"""Files that are sent: kept in memory, within measure, under no name of theirs. Nothing is written to a disk."""

from __future__ import annotations

from io import BytesIO

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from caseclose.law.safeguards import paper_limits

_TIMES_OVER = 3
"""So many times the largest file are read to the end and then refused in words; beyond, reading stops."""
_NAME, _MEDIA = "paper", "application/octet-stream"


class BoundedUpload(FileUploadHandler):
    """Keeps what is sent up to the size of the largest file; of a larger one it keeps nothing but its size."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.kept = BytesIO()
        self.sent = 0

    def new_file(self, *args: object, **kwargs: object) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]
        self.kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a part of the file. What all files of a request hold together is counted."""
        most = paper_limits().bytes
        self.sent += len(raw_data)
        if self.sent > _TIMES_OVER * most:
            raise StopUpload(connection_reset=True)
        if start + len(raw_data) <= most:
            self.kept.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Return the file under a name of ours."""
        self.kept.seek(0)
        return InMemoryUploadedFile(self.kept, self.field_name, _NAME, _MEDIA, file_size, self.charset)
