"""What the trail says of handbooks."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _l
from eventmgr.output.papers.handbook.parts import PARTS

WORDS = (
    Words(
        Event,
        actions={"handbook_chosen": _l("handbook changed")},
        fields={
            "handbook.parts": _l("Parts of the handbook"),
            "handbook.notes": _l("Notes for participants"),
            "handbook.blank_pages": _l("Number of pages for notes"),
        },
        values={"handbook.parts": PARTS},
    ),
)
