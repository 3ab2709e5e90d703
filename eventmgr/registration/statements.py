"""The few writes that are statements and not attribute changes, alike on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text, update

from eventmgr.db import db
from eventmgr.quotas.statements import Cell
from eventmgr.registration.models import Registration

_RESEAL = text("UPDATE registration SET sensitive = :new WHERE id = :id AND sensitive = :old")


def cell_of(registration: Registration) -> Cell:
    """Where the registration is counted now."""
    return Cell(registration.unit_code, registration.province_code, registration.sector_code, registration.status)


def replace_sealed(texts: Sequence[tuple[int, str, str]]) -> None:
    """(number, old, new): another encrypted text of the same answers, unless they were changed meanwhile."""
    if texts:
        db.session.execute(_RESEAL, [{"id": number, "old": old, "new": new} for number, old, new in texts])


def unlink_lookalikes(ids: Sequence[int]) -> None:
    """Nobody is thought to be one of these any more."""
    statement = update(Registration).where(Registration.looks_like_id.in_(ids)).values(looks_like_id=None)
    db.session.execute(statement.execution_options(synchronize_session="fetch"))
