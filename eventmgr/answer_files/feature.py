"""Files that participants upload."""

from __future__ import annotations

from eventmgr.answer_files.periods import PERIODS
from eventmgr.features import Feature

FEATURE = Feature("answer_files", periods=PERIODS)
