"""Requests to the desk for tests."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from eventmgr.exchange.desk.models import DeskLine, DeskRequest, LineKind, RequestStage
from tests.factories import NOON, keep

TYPED = {
    "province": "320000",
    "category": "lease",
    "text": "园区厂房租金是多少？",
    "name": "张三",
    "organization": "样例机械有限公司",
    "email": "zhang@example.com",
    "mobile": "15400000001",
    "consent": "y",
}
"""What a firm types."""


def make_request(**values: Any) -> DeskRequest:
    """An open request to the desk of Jiangsu."""
    usual: dict[str, Any] = {
        "number": secrets.token_hex(3).upper(),
        "province_code": "320000", "category": "lease", "language": "zh", "name": "张三", "email": "zhang@example.com",
        "organization": "样例机械有限公司", "mobile": "15400000001", "stage": RequestStage.OPEN, "asked_at": NOON,
        "due_at": NOON + timedelta(days=7),
    }  # fmt: skip
    text = values.pop("text", "园区厂房租金是多少？")
    request = keep(DeskRequest(**usual | values))
    keep(DeskLine(request_id=request.id, kind=LineKind.QUESTION, text=text, at=request.asked_at))
    return request
