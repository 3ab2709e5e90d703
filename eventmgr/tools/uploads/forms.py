"""Files of a form as they were sent."""

from __future__ import annotations

from collections.abc import Collection

from flask import request
from werkzeug.datastructures import FileStorage

from eventmgr.tools.uploads.checking import MOST_BYTES, CheckedFile, Upload, check_file


def sent_uploads(name: str = "file", *, most_bytes: int = MOST_BYTES) -> list[Upload]:
    """What was chosen in that field; of a file that is too large no more than what shows that it is."""
    files = [file for file in request.files.getlist(name) if file.filename]
    return [Upload(file.filename or "", _content(file, most_bytes + 1)) for file in files]


def _content(file: FileStorage, most: int) -> bytes:
    file.stream.seek(0)  # somebody may have read it before
    return file.stream.read(most)


def sent_upload(name: str = "file", *, most_bytes: int = MOST_BYTES) -> Upload:
    """The one file of that field; without a name and empty, if none was chosen."""
    return next(iter(sent_uploads(name, most_bytes=most_bytes)), Upload("", b""))


def checked_upload(endings: Collection[str] = (), *, draws: bool = False) -> CheckedFile:
    """The one file of the field `file`, as it will be kept; as `check_file`."""
    return check_file(sent_upload(), endings=endings, draws=draws)
