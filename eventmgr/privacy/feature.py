"""How long what is kept: the daily job over the periods that the rooms tell."""

from __future__ import annotations

from eventmgr.features import Feature
from eventmgr.privacy import services  # noqa: F401 -- the daily job registers itself when it is imported

FEATURE = Feature("privacy")
