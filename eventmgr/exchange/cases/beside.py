"""Places on pages of cases that rooms upstairs fill."""

from __future__ import annotations

from collections.abc import Callable

from eventmgr.ground.features import Panel

BESIDE_LIST = Panel[Callable[[None], str | None]]("beside the public list of cases")
"""HTML of one of the templates of a room upstairs."""
