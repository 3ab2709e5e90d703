"""Set-based writes to files that were uploaded."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, or_, update

from eventmgr.event.forms.answer_files.models import AnswerFile
from eventmgr.ground.db import db


def claim(event_id: int, registration_id: int, keys: Collection[str], *, of_others: bool) -> int:
    """Give the files to a registration; how many it was. Those of another one only if `of_others`."""
    statement = update(AnswerFile).where(AnswerFile.key.in_(list(keys)), AnswerFile.event_id == event_id)
    if not of_others:
        free = AnswerFile.registration_id.is_(None)
        statement = statement.where(or_(free, AnswerFile.registration_id == registration_id))
    done = db.session.execute(
        statement.values(registration_id=registration_id).execution_options(synchronize_session=False)
    )
    return int(done.rowcount)  # type: ignore[attr-defined]


def drop_keys(registration_id: int, keys: Collection[str]) -> None:
    """Delete these files of a registration."""
    where = AnswerFile.registration_id == registration_id, AnswerFile.key.in_(list(keys))
    db.session.execute(delete(AnswerFile).where(*where).execution_options(synchronize_session=False))


def drop_waiting(event_id: int, keys: Collection[str]) -> None:
    """Delete these files, unless they belong to a registration."""
    where = AnswerFile.event_id == event_id, AnswerFile.key.in_(list(keys)), AnswerFile.registration_id.is_(None)
    db.session.execute(delete(AnswerFile).where(*where).execution_options(synchronize_session=False))


def drop_of(registration_ids: Collection[int], fields: Collection[str] | None) -> None:
    """Delete the files of these registrations; of these questions alone, unless None."""
    where = [AnswerFile.registration_id.in_(list(registration_ids))]
    if fields is not None:
        where.append(AnswerFile.field.in_(list(fields)))
    db.session.execute(delete(AnswerFile).where(*where).execution_options(synchronize_session=False))


def drop_left(before: datetime) -> None:
    """Delete what was uploaded before `before` and belongs to no registration."""
    where = AnswerFile.registration_id.is_(None), AnswerFile.created_at <= before
    db.session.execute(delete(AnswerFile).where(*where).execution_options(synchronize_session=False))
