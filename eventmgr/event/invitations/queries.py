"""Reading invitations."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from eventmgr.event.invitations.models import Invitation
from eventmgr.ground.db import db


def list_invitations(event_id: int) -> list[Invitation]:
    """All of the event, newest first."""
    query = select(Invitation).where(Invitation.event_id == event_id)
    return list(db.session.scalars(query.order_by(Invitation.id.desc())))


def find_invitation(invitation_id: int) -> Invitation | None:
    """The invitation with that number, its event loaded, or None; as it stands, whatever was read before. Only for
    links that were signed for it."""
    query = select(Invitation).where(Invitation.id == invitation_id).options(joinedload(Invitation.event))
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def find_by_code(event_id: int, code: str) -> Invitation | None:
    """The invitation for several uses that has this code at the event."""
    query = select(Invitation).where(Invitation.event_id == event_id, Invitation.code == code)
    return db.session.scalars(query).one_or_none()


def find_link_version(invitation_id: int) -> int | None:
    """The version of the links that open it now; None if it opens nothing any more."""
    query = select(Invitation.link_version).where(Invitation.id == invitation_id, Invitation.revoked_at.is_(None))
    return db.session.scalar(query)


def list_emails(event_id: int) -> set[str]:
    """Addresses in small letters to which an invitation of the event was made that is not revoked."""
    query = select(Invitation.email).where(
        Invitation.event_id == event_id, Invitation.email != "", Invitation.revoked_at.is_(None)
    )
    return {address.lower() for address in db.session.scalars(query)}


def list_of_people(event_id: int, mailboxes: Collection[str], ids: Collection[int]) -> list[int]:
    """Numbers of personal invitations of the event to these mailboxes, or with these numbers."""
    asked = sorted({address.lower() for address in mailboxes if address})
    query = select(Invitation.id).where(
        Invitation.event_id == event_id,
        Invitation.code.is_(None),
        func.lower(Invitation.email).in_(asked) | Invitation.id.in_(sorted(ids)),
    )
    return list(db.session.scalars(query)) if asked or ids else []


def count_beyond(event_id: int, until: datetime) -> int:
    """How many invitations that are not revoked end after that instant."""
    return db.session.scalar(select(func.count()).select_from(Invitation).where(*_beyond(event_id, until))) or 0


def is_beyond(event_id: int, until: datetime) -> ColumnElement[bool]:
    """The condition that the event has invitations which outlast `until`."""
    return select(Invitation.id).where(*_beyond(event_id, until)).exists()


def _beyond(event_id: int, until: datetime) -> tuple[ColumnElement[bool], ...]:
    return Invitation.event_id == event_id, Invitation.revoked_at.is_(None), Invitation.expires_at > until
