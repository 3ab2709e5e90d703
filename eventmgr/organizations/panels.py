"""Places on the pages of organizations that rooms upstairs fill."""

from __future__ import annotations

from collections.abc import Callable

from eventmgr.features import Panel
from eventmgr.registration.notes import Link

BESIDE_ORGANIZATIONS = Panel[Callable[[], Link]]("beside the organizations")
"""A button over the list of organizations, for administrators."""
