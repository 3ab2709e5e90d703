"""What the handbook is made of is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.output.papers.handbook.models import Handbook
from eventmgr.output.papers.handbook.parts import USUAL
from eventmgr.output.papers.handbook.queries import find_handbook
from eventmgr.tools.log.services import Act, record


def choose(event: Event, parts: Sequence[str], notes: dict[str, str], blank_pages: int, *, act: Act) -> None:
    """Keep parts, notes and pages; the trail tells what has changed.

    Raises:
        Refusal: no part is chosen.
    """
    if not parts:
        raise Refusal(_("Choose at least one part."))
    row = find_handbook(event.id)
    before = _values(row) if row else {"parts": list(USUAL), "notes": {}, "blank_pages": 2}
    after = {"parts": list(parts), "notes": notes, "blank_pages": blank_pages}
    if row is None:
        row = Handbook(event_id=event.id, **after)
        db.session.add(row)
    else:
        row.parts, row.notes, row.blank_pages = list(parts), notes, blank_pages
    changes = {f"handbook.{key}": [before[key], after[key]] for key in after if before[key] != after[key]}
    if changes:
        record(act, "handbook_chosen", event, event_id=event.id, changes=changes)


def copy_handbook(copy: Event, source: Event) -> None:
    """The copy of an event has the same parts in the same order, and the same notes."""
    row = find_handbook(source.id)
    if row is not None:
        db.session.add(Handbook(event_id=copy.id, **_values(row)))


def _values(row: Handbook) -> dict[str, object]:
    return {"parts": list(row.parts), "notes": dict(row.notes), "blank_pages": row.blank_pages}
