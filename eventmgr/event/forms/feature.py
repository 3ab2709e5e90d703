"""What is asked of people, and the files that they upload."""

from __future__ import annotations

from eventmgr.event.forms.answer_files import jobs as _jobs  # noqa: F401 -- what a worker does registers itself when it is imported
from eventmgr.event.forms.answer_files.periods import PERIODS
from eventmgr.event.forms.models import Question
from eventmgr.ground.features import Feature

FEATURE = Feature("forms", typed_tables=(Question,), periods=PERIODS)
