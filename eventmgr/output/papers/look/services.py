"""How papers look is chosen."""

from __future__ import annotations

from dataclasses import dataclass

from eventmgr.event.events.models import Event
from eventmgr.event.events.services import touch
from eventmgr.ground.db import db
from eventmgr.ground.i18n import _
from eventmgr.output.papers.look.models import PaperLook
from eventmgr.output.papers.look.queries import find_look
from eventmgr.tools.log.services import Act, record
from eventmgr.tools.uploads.bounds import is_picture
from eventmgr.tools.uploads.checking import Unacceptable, redraw_for

MOST_BYTES = 1 << 20


_LONGEST_SIDE = 1200
"""Of what is kept, in points: 500 a inch at the size that is printed."""


@dataclass(frozen=True)
class Chosen:
    """`logo` as it arrived, empty: the one that stands; `removes_logo`: none."""

    colour: str = ""
    header: dict[str, str] | None = None
    logo: bytes = b""
    removes_logo: bool = False


def redrawn(logo: bytes) -> bytes:
    """The logo from its points alone.

    Raises:
        Unacceptable: it is no picture, broken, or too large.
    """
    if len(logo) > MOST_BYTES:
        raise Unacceptable(_("The logo is larger than 1 MB. Save it smaller."), field="logo")
    if not is_picture(logo):
        raise Unacceptable(_("The logo must be a PNG or JPEG picture."), field="logo")
    return redraw_for("logo", logo, longest=_LONGEST_SIDE, as_png=True)[0]


def choose(event: Event, chosen: Chosen, *, act: Act) -> None:
    """Keep it; papers that everybody may open change at once.

    Args:
        chosen: its logo is redrawn already (`redrawn`).
    """
    touch(event, programme=True)
    row = find_look(event.id)
    if row is None:
        row = PaperLook(event_id=event.id, colour="", header={}, logo=None)
        db.session.add(row)
    before = _values(row)
    row.colour, row.header = chosen.colour, chosen.header or {}
    row.logo = None if chosen.removes_logo else chosen.logo or row.logo
    after = _values(row)
    changes = {f"look.{key}": [before[key], after[key]] for key in after if before[key] != after[key]}
    if chosen.logo and not chosen.removes_logo:
        changes["look.logo"] = [before["logo"], True]
    if changes:
        record(act, "look_chosen", event, event_id=event.id, changes=changes)


def copy_look(copy: Event, source: Event) -> None:
    """The copy of an event looks alike."""
    row = find_look(source.id)
    if row is not None:
        db.session.add(PaperLook(event_id=copy.id, colour=row.colour, header=dict(row.header), logo=row.logo))


def _values(row: PaperLook) -> dict[str, object]:
    return {"colour": row.colour, "header": dict(row.header), "logo": row.logo is not None}
