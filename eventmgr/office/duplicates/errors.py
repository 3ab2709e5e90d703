"""Why two registrations do not become one, or two again."""

from __future__ import annotations

from eventmgr.ground.errors import Refusal


class NotMerged(Refusal):
    """They cannot become one as was asked."""


class NotParted(Refusal):
    """The merge stands: its time is over, or something came after it."""
