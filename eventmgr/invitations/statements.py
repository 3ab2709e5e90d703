"""The few writes of invitations that are statements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update

from eventmgr.db import db, insert_into
from eventmgr.invitations.models import Invitation, OptOut


def note_opt_out(digest: str, *, at: datetime) -> None:
    """That address wants no invitations; twice is no fault."""
    db.session.execute(insert_into(OptOut).values(digest=digest, at=at).on_conflict_do_nothing())


def blank_invited(ids: Sequence[int]) -> None:
    """Name and address of these invitations go."""
    statement = update(Invitation).where(Invitation.id.in_(ids)).values(name="", email="")
    db.session.execute(statement.execution_options(synchronize_session="fetch"))
