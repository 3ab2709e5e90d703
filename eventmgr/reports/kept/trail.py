"""What the trail says of printings."""

from __future__ import annotations

from eventmgr.events.models import Event
from eventmgr.features import Words
from eventmgr.i18n import _l

WORDS = (
    Words(
        Event,
        actions={
            "print_discarded": _l("no longer counted as printed"),
            "taken_out": _l("noted as taken out"),
        },
    ),
)
