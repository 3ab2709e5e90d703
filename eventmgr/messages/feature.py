"""Letters in the outbox."""

from __future__ import annotations

from eventmgr.features import Feature, Figure
from eventmgr.messages.periods import PERIODS
from eventmgr.messages.queries import count_letters

FEATURE = Feature(
    "messages",
    periods=PERIODS,
    figures=(Figure("letters", "Letters in the outbox by state.", "state", count_letters),),
)
