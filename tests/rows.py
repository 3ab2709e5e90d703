"""What the database holds, as tests look at it after an act."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import func, select

from eventmgr.ground.db import db
from eventmgr.tools.messages.models import OutboxLetter

Row = TypeVar("Row")


def count(model: type) -> int:
    """How many rows of that table there are."""
    db.session.expire_all()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def only(model: type[Row]) -> Row:
    """The one row of that table, as it stands."""
    db.session.expire_all()
    return db.session.scalars(select(model)).one()


def letters_to(address: str) -> list[OutboxLetter]:
    """What was written to that address, in turn."""
    db.session.expire_all()
    query = select(OutboxLetter).where(OutboxLetter.to_address == address).order_by(OutboxLetter.id)
    return list(db.session.scalars(query))


def letters() -> list[tuple[str, str]]:
    """(kind, address) of all e-mails, in turn."""
    db.session.expire_all()
    query = select(OutboxLetter.kind, OutboxLetter.to_address).order_by(OutboxLetter.id)
    return [(kind, address) for kind, address in db.session.execute(query)]
