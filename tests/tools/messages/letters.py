"""Letters for tests."""

from __future__ import annotations

import itertools
from datetime import datetime
from typing import Any

from eventmgr.ground.db import db
from eventmgr.tools.messages import services
from eventmgr.tools.messages.letters import Letter
from eventmgr.tools.messages.models import OutboxLetter
from tests.factories import NOON

_numbers = itertools.count(1)


def make_letter(**values: Any) -> Letter:
    """A letter that could be sent as it is; `values` change it."""
    number = next(_numbers)
    usual: dict[str, Any] = {
        "kind": "test.letter",
        "language": "zh",
        "to_name": "张三",
        "to_address": f"reader{number}@example.com",
        "subject": f"第{number}封信",
        "text": "您好，\n\n这是一封信。\n",
        "html": "<!doctype html><p>您好，这是一封信。</p>",
        "message_id": f"<test-{number}@localhost>",
    }
    return Letter(**usual | values)


def write(*, at: datetime = NOON, **values: Any) -> OutboxLetter:
    """A letter in the outbox, its id known; the caller commits."""
    row = services.enqueue(make_letter(**values), at=at)
    db.session.flush()
    return row
