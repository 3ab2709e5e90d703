"""What holds for the data of every room."""

from __future__ import annotations

from eventmgr.features import Feature
from eventmgr.upkeep.laws import LAWS

FEATURE = Feature("upkeep", laws=LAWS)
