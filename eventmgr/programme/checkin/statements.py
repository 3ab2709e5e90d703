"""Writes of check-in that are one atomic statement."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import update

from eventmgr.ground.db import db, insert_into
from eventmgr.programme.checkin.models import CheckinAct, CheckinCounter, CheckinWalkIn, SettledConflict


def next_number(event_id: int, step: int = 1) -> int:
    """The first of `step` numbers for acts of the event. Whoever takes numbers holds the counter until the transaction
    ends; take them last, behind the locks of registrations and counts."""
    statement = insert_into(CheckinCounter).values(event_id=event_id, value=step)
    statement = statement.on_conflict_do_update(
        index_elements=[CheckinCounter.event_id], set_={"value": CheckinCounter.value + step}
    ).returning(CheckinCounter.value)
    return int(db.session.execute(statement).scalar_one()) - step + 1


def add_acts(event_id: int, rows: Sequence[Mapping[str, Any]]) -> None:
    """New acts, numbered in this order; one whose key is there already is left out."""
    if not rows:
        return
    first = next_number(event_id, len(rows))
    values = [{**row, "event_id": event_id, "number": first + index} for index, row in enumerate(rows)]
    statement = insert_into(CheckinAct).on_conflict_do_nothing(index_elements=[CheckinAct.event_id, CheckinAct.key])
    db.session.execute(statement, values)


def give_to(walk_in: CheckinWalkIn, registration_id: int) -> None:
    """Acts about somebody who came without registration are about this registration from now on; that they came
    counts."""
    known = update(CheckinAct).where(CheckinAct.walk_in_id == walk_in.id)
    db.session.execute(known.values(registration_id=registration_id))
    db.session.execute(known.where(CheckinAct.uncounted == "not_registered").values(uncounted=None))


def settle(event_id: int, digest: str, *, at: datetime, name: str) -> None:
    """The contradiction is shown no more; settled already: nothing."""
    values = {"event_id": event_id, "digest": digest, "settled_at": at, "settled_by": name[:60]}
    keys = [SettledConflict.event_id, SettledConflict.digest]
    db.session.execute(insert_into(SettledConflict).values(**values).on_conflict_do_nothing(index_elements=keys))


def forget(registration_ids: Collection[int]) -> None:
    """What was remarked about these people goes, and what was typed of those who came without registration."""
    ids = list(registration_ids)
    db.session.execute(update(CheckinAct).where(CheckinAct.registration_id.in_(ids)).values(note=""))
    db.session.execute(
        update(CheckinWalkIn).where(CheckinWalkIn.registration_id.in_(ids)).values(said=None, refused="")
    )
