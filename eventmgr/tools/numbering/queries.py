"""What was told, in one statement for all entries of a calendar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from eventmgr.ground.db import db
from eventmgr.tools.numbering.models import FirstNumber, NumberedEntry


class Known(NamedTuple):
    """What is known of an entry that was told."""

    uid: str
    sequence: int
    changed_at: datetime
    digest: str
    starts_at: datetime | None
    ends_at: datetime | None


_COLUMNS = (
    NumberedEntry.uid,
    NumberedEntry.sequence,
    NumberedEntry.changed_at,
    NumberedEntry.digest,
    NumberedEntry.starts_at,
    NumberedEntry.ends_at,
)


def list_numbered(reader: str, language: str, uids: Collection[str] | None = None) -> dict[str, Known]:
    """UID → what that reader was told.

    Args:
        uids: of these entries alone; None: of all.
    """
    query = select(*_COLUMNS).where(NumberedEntry.reader == reader, NumberedEntry.language == language)
    if uids is not None:
        query = query.where(NumberedEntry.uid.in_(sorted(uids)))
    return {row.uid: Known(*row) for row in db.session.execute(query)}


def list_numbered_for(readers: Collection[str]) -> dict[tuple[str, str], dict[str, Known]]:
    """(reader, language) → UID → what each of them was told; one statement."""
    entries: dict[tuple[str, str], dict[str, Known]] = defaultdict(dict)
    query = select(NumberedEntry.reader, NumberedEntry.language, *_COLUMNS).where(
        NumberedEntry.reader.in_(sorted(readers))
    )
    for row in db.session.execute(query):
        entries[row[0], row[1]][row[2]] = Known(*row[2:])
    return entries


def list_highest(uids: Collection[str]) -> dict[str, int]:
    """UID → the highest number under which anybody was told that entry; one statement."""
    query = select(NumberedEntry.uid, func.max(NumberedEntry.sequence)).where(NumberedEntry.uid.in_(sorted(uids)))
    return {row[0]: row[1] for row in db.session.execute(query.group_by(NumberedEntry.uid))}


def find_first_number() -> FirstNumber | None:
    """The least number and date of what was never told; None: nothing was lifted yet."""
    return db.session.get(FirstNumber, 1)


def find_goodbye(reader: str) -> datetime | None:
    """When that reader was told first that the calendar has ended."""
    query = select(NumberedEntry.changed_at).where(NumberedEntry.reader == reader, NumberedEntry.uid == "")
    return db.session.scalar(query)
