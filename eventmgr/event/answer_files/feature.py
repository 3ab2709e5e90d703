"""Files that participants upload."""

from __future__ import annotations

from eventmgr.event.answer_files import jobs as _jobs  # noqa: F401 -- what a worker does registers itself when it is imported
from eventmgr.event.answer_files.periods import PERIODS
from eventmgr.ground.features import Feature

FEATURE = Feature("answer_files", periods=PERIODS)
