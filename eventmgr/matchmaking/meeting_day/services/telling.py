"""One act, told once: its number is the teller's own, and whoever sends it again gets the first answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.meeting_day.models import ActKind, DayAct
from eventmgr.matchmaking.meeting_day.queries import find_act
from eventmgr.matchmaking.meeting_day.statements import claim_act
from eventmgr.tools.log.services import Act

OLDEST = timedelta(hours=12)
"""What was told without a network arrives later; longer ago than this nothing has happened that is told only now."""


class KeyTaken(Refusal):
    """The number of the act belongs to something that somebody else has told."""


@dataclass(frozen=True)
class Sent:
    """An act as it was sent."""

    key: str
    """A UUID made where it was told, the same each time it is sent."""
    teller: str
    """Who may send it again: user:4, party:12, host:3."""
    at: datetime | None = None
    """When it happened by the teller's clock; None: now."""


@dataclass(frozen=True)
class About:
    """What an act is about and says."""

    meeting_id: int | None = None
    party_id: int | None = None
    payload: dict[str, Any] | None = None


def happened_at(sent: Sent, act: Act) -> datetime:
    """When the act happened: as its teller says, where that can be, else when it arrived."""
    if sent.at is None or not act.at - OLDEST <= sent.at <= act.at:
        return act.at
    return sent.at


def tell(event: Event, kind: ActKind, sent: Sent, about: About, work: Callable[[DayAct], None], *, act: Act) -> DayAct:
    """The act of this key: done by `work` now, or as it was done when it was first sent.

    Raises:
        KeyTaken: somebody else has used the key, or it was used for something of another kind.
    """
    values: dict[str, Any] = {
        "event_id": event.id,
        "key": sent.key,
        "kind": kind,
        "teller": sent.teller,
        "meeting_id": about.meeting_id,
        "party_id": about.party_id,
        "payload": about.payload or {},
        "before": {},
        "at": happened_at(sent, act),
        "received_at": act.at,
        "by_name": act.by.name[:100],
    }
    is_new = claim_act(values) is not None
    day_act = find_act(event.id, sent.key)
    assert day_act is not None
    if is_new:
        work(day_act)
        db.session.flush()
    elif (day_act.teller, day_act.kind, day_act.meeting_id) != (sent.teller, kind, about.meeting_id):
        raise KeyTaken(_("This entry number has been used for something else. Open the page again."))
    return day_act
