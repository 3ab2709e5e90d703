"""Members of teams and invitations to them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import joinedload

from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.models import User
from eventmgr.identity.team.models import TeamInvitation, TeamMember
from eventmgr.identity.team.roles import TeamRole


def find_role(event_id: int, user_id: int) -> TeamRole | None:
    """The role of that account in the event's team, or None."""
    return db.session.scalar(_role(), {"event_id": event_id, "user_id": user_id})


@cache
def _role() -> Select[TeamRole]:
    """Put together once, since every page of an event's team asks it."""
    is_theirs = TeamMember.user_id == bindparam("user_id")
    return select(TeamMember.role).where(TeamMember.event_id == bindparam("event_id"), is_theirs)


def list_roles(user_id: int, event_ids: Collection[int]) -> dict[int, TeamRole]:
    """Event → the role of that account in its team, where it is in it."""
    theirs = TeamMember.user_id == user_id
    query = select(TeamMember.event_id, TeamMember.role).where(theirs, TeamMember.event_id.in_(event_ids))
    return {row.event_id: row.role for row in db.session.execute(query)}


def find_member_by_email(event_id: int, email: str) -> TeamMember | None:
    """The member of that event's team with that address, or None: one statement, whether or not there is an account."""
    query = select(TeamMember).join(TeamMember.user).where(TeamMember.event_id == event_id, User.email == email)
    return db.session.scalar(query)


def list_members(event_id: int) -> list[TeamMember]:
    """The team, its accounts loaded, in the order in which they joined."""
    query = select(TeamMember).where(TeamMember.event_id == event_id).options(joinedload(TeamMember.user))
    return list(db.session.scalars(query.order_by(TeamMember.id)))


def get_member(event_id: int, member_id: int) -> TeamMember:
    """One member of that event's team, the account loaded.

    Raises:
        NotFound: there is none here.
    """
    query = select(TeamMember).where(TeamMember.event_id == event_id, TeamMember.id == member_id)
    member = db.session.scalar(query.options(joinedload(TeamMember.user)))
    if member is None:
        raise NotFound(_("This team has no such member."))
    return member


def count_owners(event_id: int) -> int:
    """How many owners the event has."""
    query = select(func.count()).where(TeamMember.event_id == event_id, TeamMember.role == TeamRole.OWNER)
    return db.session.scalar(query) or 0


def list_invitations(event_id: int, *, at: datetime) -> list[TeamInvitation]:
    """Open invitations of that event, newest first."""
    query = select(TeamInvitation).where(TeamInvitation.event_id == event_id, *_open(at))
    return list(db.session.scalars(query.order_by(TeamInvitation.id.desc())))


def get_invitation(event_id: int, invitation_id: int, *, at: datetime) -> TeamInvitation:
    """One open invitation of that event.

    Raises:
        NotFound: there is none here.
    """
    query = select(TeamInvitation).where(
        TeamInvitation.event_id == event_id, TeamInvitation.id == invitation_id, *_open(at)
    )
    invitation = db.session.scalar(query)
    if invitation is None:
        raise NotFound(_("This invitation was accepted, revoked or has expired."))
    return invitation


def find_invitation(token_hash: str, *, at: datetime) -> TeamInvitation | None:
    """The open invitation whose token has that hash, or None."""
    return db.session.scalar(select(TeamInvitation).where(TeamInvitation.token_hash == token_hash, *_open(at)))


def _open(at: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        TeamInvitation.accepted_at.is_(None),
        TeamInvitation.revoked_at.is_(None),
        TeamInvitation.expires_at > at,
    )
