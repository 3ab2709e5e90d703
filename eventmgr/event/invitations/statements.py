"""The one write of invitations that is a statement."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import update

from eventmgr.event.invitations.models import Invitation
from eventmgr.ground.db import db


def blank_invited(ids: Sequence[int]) -> None:
    """Name and address of these invitations go."""
    statement = update(Invitation).where(Invitation.id.in_(ids)).values(name="", email="")
    db.session.execute(statement.execution_options(synchronize_session="fetch"))
