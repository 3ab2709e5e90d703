"""Steps of the tests of remembering, which others take too."""

from __future__ import annotations

from datetime import timedelta

from eventmgr.ground.db import transaction
from eventmgr.tools.messages import services as outbox
from tests.factories import NOON

WHO = {
    "name": "欧阳不忘", "organization": "难忘记精密机械有限公司", "mobile": "15499998888", "email": "ouyang@example.com",
    "title": "首席记忆官", "answers": {"remarks": "带一名翻译同行", "diet_note": "花生过敏", "lodging": "single"},
}  # fmt: skip


TRACES = ("欧阳不忘", "难忘记", "99998888", "ouyang", "首席记忆官", "翻译同行", "花生过敏", "老领导")


LATER = NOON + timedelta(hours=1)


def deliver():
    """Send all letters that are due, as a worker does."""
    with transaction():
        leased = outbox.lease_due("worker", at=LATER, seconds=60, limit=50)
    with transaction():
        for letter in leased:
            outbox.sent(letter, at=LATER)
