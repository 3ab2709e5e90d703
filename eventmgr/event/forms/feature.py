"""What is asked of people."""

from __future__ import annotations

from eventmgr.event.forms.models import Question
from eventmgr.ground.features import Feature

FEATURE = Feature("forms", typed_tables=(Question,))
