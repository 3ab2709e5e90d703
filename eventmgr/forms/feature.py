"""What is asked of people."""

from __future__ import annotations

from eventmgr.features import Feature
from eventmgr.forms.models import Question

FEATURE = Feature("forms", typed_tables=(Question,))
