"""The lock of a team."""

from __future__ import annotations

from typing import cast

from sqlalchemy import Table

from eventmgr.ground.db import db
from eventmgr.identity.team.models import TeamInvitation, TeamMember

_member, _invitation = cast(Table, TeamMember.__table__), cast(Table, TeamInvitation.__table__)


def lock(event_id: int) -> None:
    """Whoever changes that team comes alone until the transaction ends: its members' rows, always in one order. On
    SQLite the transaction has the lock since BEGIN IMMEDIATE, and the clause is left out."""
    rows = _member.select().with_only_columns(_member.c.id).where(_member.c.event_id == event_id)
    db.session.execute(rows.order_by(_member.c.id).with_for_update()).all()


def lock_invitation(token_hash: str) -> None:
    """Of two who come with one link together, the second waits for the first."""
    rows = _invitation.select().with_only_columns(_invitation.c.id).where(_invitation.c.token_hash == token_hash)
    db.session.execute(rows.with_for_update()).all()
