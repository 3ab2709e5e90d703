"""Every change of an event goes through here: lock, compare, record, tell the rooms upstairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from eventmgr.event.events import statements
from eventmgr.event.events.derived.searching import search_text
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.events.services.locking import lock
from eventmgr.event.events.services.numbering import adopt, settle, shown_of
from eventmgr.event.events.setup.snapshot import SITE, snapshot
from eventmgr.event.events.signals import event_changed
from eventmgr.ground.db import db
from eventmgr.tools.log.services import Act, Changes, Recorded, difference, record


@contextmanager
def changing(
    event: Event,
    names: Iterable[str],
    *,
    act: Act,
    action: str = "changed",
    reason: str = "",
    beside: Mapping[str, list[object]] = MappingProxyType({}),
) -> Iterator[Changes]:
    """Lock `event`; what the block changes of `names` (columns and parts, see `snapshot.py`) is recorded after it.

    Args:
        beside: what the block changes beside the event, to be recorded with it; it may be filled by the block.

    Yields:
        `{name: [from, to]}`, filled when the block has ended; it stays empty, and nothing is recorded or told, if
        nothing changed.
    """
    lock(event)
    names = (*names, "status")
    before, status, shown = snapshot(event, names), event.status, shown_of(event)
    changes: dict[str, list[object]] = {}
    yield changes
    db.session.flush()
    changes |= difference(before, snapshot(event, names)) | dict(beside)
    if not changes:
        return
    if SITE & changes.keys():
        event.search_text = search_text(event)
    if status is EventStatus.DRAFT:
        adopt(event, at=act.at)
    else:
        settle(event, shown, at=act.at)
    db.session.flush()
    statements.raise_versions(event, programme=True)
    if event.status is not EventStatus.DRAFT and SITE & changes.keys():
        statements.raise_site_revision()
    record(act, action, event, event_id=event.id, object_name=name_of(event), changes=changes, reason=reason)
    db.session.flush()
    event_changed.send(event, changes=changes, facts_before=shown.told, act=act)


def name_of(event: Event) -> str:
    """The title as the trail keeps it."""
    return event.title.get("zh") or event.title.get("en", "")


def note(event: Event, action: str, obj: Recorded, *, act: Act, name: str, changes: Changes | None = None) -> None:
    """One entry of the trail about something of the event."""
    db.session.flush()
    record(act, action, obj, event_id=event.id, object_name=name, changes=changes)
