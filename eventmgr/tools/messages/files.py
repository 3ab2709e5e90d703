"""Files that many letters share.

A row of the outbox only names such a file, however many people get it. The room that keeps it says what is in it when a
letter leaves.
"""

from __future__ import annotations

import base64
from collections.abc import Callable

from eventmgr.ground.lru import Lru
from eventmgr.tools.messages.letters import Attachment
from eventmgr.tools.messages.models import OutboxLetter

Reader = Callable[[str], bytes | None]
_readers: dict[str, Reader] = {}
_encoded: Lru[str, str] = Lru(16, most_bytes=32 << 20, size=len)
"""Read and encoded once for the many letters that a worker sends in a row; what a name stands for never changes."""


class FileGone(Exception):
    """A file of the letter is kept no longer, so the letter cannot leave as it was written."""


def offer_files(kind: str, reader: Reader) -> None:
    """Let `reader(key)` say what is in a file of `kind`; None: it is kept no longer."""
    _readers[kind] = reader


def shared_file(kind: str, key: str, *, filename: str, content_type: str, size: int) -> Attachment:
    """The file as a letter bears it.

    Args:
        key: nothing else of that kind ever has it.
        size: in bytes.
    """
    return {"type": content_type, "filename": filename, "file": f"{kind}:{key}", "size": str(size)}


def with_files(letter: OutboxLetter) -> OutboxLetter:
    """The letter, a copy that is in no session, with what is in its files.

    Raises:
        FileGone: one is kept no longer.
    """
    letter.attachments = [_whole(spec) if "file" in spec else spec for spec in letter.attachments]
    return letter


def _whole(spec: Attachment) -> Attachment:
    return {**spec, "base64": _encoded.get_or_make(spec["file"], lambda: _encode(spec))}


def _encode(spec: Attachment) -> str:
    kind, _colon, key = spec["file"].partition(":")
    content = _readers[kind](key)
    if content is None:
        raise FileGone(f"the attached file “{spec['filename']}” is kept no longer")
    return base64.encodebytes(content).decode("ascii")
