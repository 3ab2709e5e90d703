"""Devices: those of an event, and the one that a link or a token is of."""

from __future__ import annotations

from sqlalchemy import select

from eventmgr.ground.db import db
from eventmgr.programme.checkin.models import CheckinDevice


def list_devices(event_id: int) -> list[CheckinDevice]:
    """All of them, as they were made."""
    query = select(CheckinDevice).where(CheckinDevice.event_id == event_id).order_by(CheckinDevice.id)
    return list(db.session.scalars(query))


def find_device_of(token_hash: str) -> CheckinDevice | None:
    """The device whose token has this hash."""
    return db.session.scalars(select(CheckinDevice).where(CheckinDevice.token_hash == token_hash)).one_or_none()


def find_linked_device(link_hash: str) -> CheckinDevice | None:
    """The device that waits to be paired by the link of this hash; its row is locked, so that a link pairs one."""
    query = select(CheckinDevice).where(CheckinDevice.link_hash == link_hash)
    return db.session.scalars(query.with_for_update().execution_options(populate_existing=True)).one_or_none()
