"""What the trail says of how papers look."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _l
from eventmgr.output.papers.look.palette import COLOURS

WORDS = (
    Words(
        Event,
        actions={"look_chosen": _l("look of papers changed")},
        fields={
            "look.colour": _l("Colour of papers"),
            "look.header": _l("At the top of pages"),
            "look.logo": _l("Logo"),
        },
        values={"look.colour": {key: words for key, (_value, words) in COLOURS.items()}},
    ),
)
