"""What the trail says of large documents."""

from __future__ import annotations

from eventmgr.events.models import Event
from eventmgr.features import Words
from eventmgr.i18n import _l

WORDS = (
    Words(
        Event,
        actions={
            "paper_ordered": _l("ordered as a large document"),
            "paper_stopped": _l("making of a large document stopped"),
            "paper_fetched": _l("file of a large document opened"),
        },
    ),
)
