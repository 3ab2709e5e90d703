"""Devices: made, paired by a link that works once, heard, shut out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal, WrongLink
from eventmgr.ground.i18n import _
from eventmgr.programme.checkin import queries
from eventmgr.programme.checkin.models import CheckinDevice
from eventmgr.tools.log.services import Act, record
from eventmgr.tools.web.tokens import random_token, token_hash

LINK_DAYS = timedelta(days=7)
"""A link that nobody has opened pairs nothing after so long."""
GRACE = timedelta(days=3)
"""For so long after its end a device may still send what it has kept."""


@dataclass(frozen=True)
class DeviceDraft:
    """A device as it was typed."""

    name: str
    list_ids: Sequence[int]
    ends_at: datetime
    unit_code: str = ""
    takes_walk_ins: bool = False


def add_device(event: Event, draft: DeviceDraft, *, act: Act) -> CheckinDevice:
    """A device that waits to be paired."""
    device = CheckinDevice(
        event_id=event.id,
        name=draft.name,
        list_ids=sorted(draft.list_ids),
        unit_code=draft.unit_code,
        takes_walk_ins=draft.takes_walk_ins,
        created_at=act.at,
        ends_at=draft.ends_at,
    )
    db.session.add(device)
    db.session.flush()
    record(act, "created", device, event_id=event.id, object_name=device.name)
    return device


def link_device(device: CheckinDevice, *, at: datetime) -> str:
    """The token of a new link for the device, which pairs it for some days; the link before pairs nothing any more.

    Raises:
        Refusal: it was shut out, or has ended.
    """
    if device.shut_out_at is not None or device.ends_at <= at:
        raise Refusal(_("The device was blocked or has expired. Add a new one."))
    token = random_token()
    device.link_hash, device.linked_at = token_hash(token), at
    return token


def pair(token: str, *, at: datetime) -> tuple[CheckinDevice, str]:
    """The device of that link, paired, and the token that it sends from now on. The link is used up.

    Raises:
        WrongLink: it was never good, has been used, is too old, or its device was shut out or has ended.
    """
    device = queries.find_linked_device(token_hash(token))
    if device is None or device.shut_out_at or _is_over(device, at):
        raise WrongLink(
            _("This link has been used or is no longer valid. Ask the organizers for a new one for this device.")
        )
    own = random_token()
    device.link_hash, device.token_hash, device.paired_at, device.seen_at = None, token_hash(own), at, at
    return device, own


def _is_over(device: CheckinDevice, at: datetime) -> bool:
    return device.linked_at is None or at > min(device.ends_at, device.linked_at + LINK_DAYS)


def hear(device: CheckinDevice, *, at: datetime, skew_ms: int | None = None, waiting: int | None = None) -> None:
    """Note that the device has reported, and what it said of its clock and its queue."""
    device.seen_at = at
    device.skew_ms = device.skew_ms if skew_ms is None else skew_ms
    device.waiting = device.waiting if waiting is None else waiting


def shut_out(event: Event, device: CheckinDevice, *, act: Act) -> None:
    """Whoever holds it reads and sends nothing any more, and it deletes what it has once it hears so. Already:
    nothing."""
    if device.shut_out_at is None:
        device.shut_out_at, device.link_hash = act.at, None
        record(act, "shut_out", device, event_id=event.id, object_name=device.name)


def end_device(event: Event, device: CheckinDevice, *, act: Act) -> None:
    """Record that the device was signed out by whoever held it."""
    if device.shut_out_at is None:
        device.shut_out_at = act.at
        record(act, "signed_out", device, event_id=event.id, object_name=device.name)
