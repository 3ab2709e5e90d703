"""How long what is kept."""

from __future__ import annotations

from eventmgr.features import Feature
from eventmgr.privacy import receivers

FEATURE = Feature("privacy", connect=receivers.connect)
