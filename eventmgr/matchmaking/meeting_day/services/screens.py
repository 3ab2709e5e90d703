"""Links for screens and for the phones of table hosts: made, shown, revoked."""

from __future__ import annotations

from dataclasses import dataclass

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.matchmaking.meeting_day.models import MeetingScreen, ScreenKind
from eventmgr.tools.log.services import Act, record


@dataclass(frozen=True)
class ScreenDraft:
    """A screen as it was typed: what it shows and where."""

    kind: ScreenKind
    label: str
    hall_id: int | None = None
    first_table: int | None = None
    last_table: int | None = None


def add_screen(event: Event, draft: ScreenDraft, *, act: Act) -> MeetingScreen:
    """A new link; it works until it is revoked."""
    screen = MeetingScreen(
        event_id=event.id,
        kind=draft.kind,
        label=draft.label,
        hall_id=draft.hall_id,
        first_table=draft.first_table,
        last_table=draft.last_table,
        created_at=act.at,
    )
    db.session.add(screen)
    db.session.flush()
    record(act, "created", screen, event_id=event.id, object_name=screen.label)
    return screen


def revoke_screen(event: Event, screen: MeetingScreen, *, act: Act) -> None:
    """The link opens nothing any more; revoked already: nothing."""
    if screen.revoked_at is None:
        screen.revoked_at = act.at
        record(act, "revoked", screen, event_id=event.id, object_name=screen.label)
