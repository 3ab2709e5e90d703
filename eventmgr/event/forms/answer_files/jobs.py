"""What a worker does for files that were uploaded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from eventmgr.event.forms.answer_files import statements
from eventmgr.event.forms.answer_files.services import FORGET, KEPT_FOR
from eventmgr.ground.jobs.registry import handler


@handler(FORGET)
def forget_left(_payload: Mapping[str, Any], at: datetime) -> None:
    """Files whose forms were not sent in time go."""
    statements.drop_left(at - KEPT_FOR)
