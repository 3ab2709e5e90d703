"""The one write of invitations that is a statement."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import update

from eventmgr.event.invitations.models import Invitation
from eventmgr.ground.db import change_rows


def blank_invited(ids: Sequence[int]) -> None:
    """Name and address of these invitations go."""
    statement = update(Invitation).where(Invitation.id.in_(ids)).values(name="", email="")
    change_rows(statement)
