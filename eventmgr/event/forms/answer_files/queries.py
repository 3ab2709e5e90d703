"""Files that were uploaded."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import case, func, select

from eventmgr.event.forms.answer_files.models import AnswerFile
from eventmgr.event.forms.attached import Attached
from eventmgr.ground.db import db
from eventmgr.tools.uploads import queries as uploads

ROW = 64 * 1024
"""So many bytes the smallest file counts beside its own."""
_AT_ONCE = 8
"""Contents that are in memory together."""


def find_waiting(event_id: int, field: str, key: str) -> Attached | None:
    """A file that was uploaded for that question, whose form has not been sent yet."""
    query = select(AnswerFile.key, AnswerFile.filename, AnswerFile.size).where(
        AnswerFile.key == key[:32],
        AnswerFile.event_id == event_id,
        AnswerFile.field == field,
        AnswerFile.registration_id.is_(None),
    )
    row = db.session.execute(query).first()
    return Attached(*row) if row else None


def get_file(event_id: int, attached: Attached | None) -> AnswerFile:
    """The file that an answer names, with its content.

    Raises:
        NotFound: there is none, or its content cannot be read.
    """
    key = attached.key if attached else ""
    return uploads.get_file(AnswerFile, AnswerFile.key == key, AnswerFile.event_id == event_id)


def iterate_contents(event_id: int, keys: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """(key, content) of files that can be read, some at a time."""
    ordered = list(keys)
    for at in range(0, len(ordered), _AT_ONCE):
        query = select(AnswerFile.key, AnswerFile.content).where(
            AnswerFile.event_id == event_id, AnswerFile.key.in_(ordered[at : at + _AT_ONCE])
        )
        yield from ((key, content) for key, content in db.session.execute(query) if content is not None)


def get_waiting_bytes(event_id: int) -> tuple[int, int]:
    """How many bytes wait for their forms to be sent: of the event, and of all; even the smallest file counts as a
    row."""
    size = AnswerFile.size + ROW
    of_event = func.sum(case((AnswerFile.event_id == event_id, size), else_=0))
    query = select(of_event, func.sum(size)).where(AnswerFile.registration_id.is_(None))
    event, site = db.session.execute(query).one()
    return int(event or 0), int(site or 0)
