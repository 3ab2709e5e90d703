"""Why two rows do not become one, or two again."""

from __future__ import annotations

from eventmgr.ground.errors import Refusal


class NotMerged(Refusal):
    """Two rows cannot become one as was asked, or no longer two."""
