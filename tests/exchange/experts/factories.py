"""Experts for tests."""

from __future__ import annotations

import secrets
from typing import Any

from eventmgr.exchange.experts.models import Expert, ExpertState
from eventmgr.exchange.experts.services import refresh_keys
from tests.factories import NOON, keep

ALL_PARTS = ["title", "organization", "province_code", "text"]


def make_expert(name: str = "顾样例", **values: Any) -> Expert:
    """An expert of Hubei for robots who has been asked and shows nothing but name and fields."""
    usual: dict[str, Any] = {
        "name": {"zh": name}, "title": {"zh": "教授级高级工程师", "en": "Senior engineer"}, "organization": "样例智造研究院",
        "province_code": "420000", "sector_codes": ["C34"], "topic_ids": ["robot"],
        "text": {"zh": "焊接机器人选型与产线改造。"}, "email": f"{secrets.token_hex(4)}@example.com", "language": "zh", "shown": [],
        "state": ExpertState.INVITED, "state_since": NOON, "created_at": NOON, "updated_at": NOON,
    }  # fmt: skip
    expert = Expert(**usual | values)
    refresh_keys(expert)
    return keep(expert)


def make_agreed(name: str = "顾样例", **values: Any) -> Expert:
    """One who agreed."""
    return make_expert(name, **{"state": ExpertState.AGREED} | values)
