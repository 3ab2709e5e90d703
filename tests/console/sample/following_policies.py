"""Numbers of policies, counted one by one."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo

from sqlalchemy import select

from eventmgr.exchange.policies.models import Policy, PolicyState
from eventmgr.exchange.policies.validity import validity_of, window_of
from eventmgr.ground import clock
from eventmgr.ground.db import db
from eventmgr.ground.text import folded
from eventmgr.tools.taxonomy import get_sector


def number_of(address: str, *, is_public: bool) -> int:
    """How many policies that address lists."""
    asked = dict(parse_qsl(urlsplit(address).query))
    day = clock.now().astimezone(ZoneInfo("Asia/Shanghai")).date()
    rows = db.session.scalars(select(Policy))
    return sum(_fits(row, asked, day) for row in rows if not is_public or row.state is PolicyState.PUBLISHED)


def _fits(policy: Policy, asked: dict[str, str], day: date) -> bool:
    window = window_of(policy, day=day)
    says = {
        "validity": validity_of(policy, day=day).value,
        "window": window.value if window else "",
        "level": policy.level.value,
        "province": policy.province_code,
        "support": policy.support.value,
        "state": policy.state.value,
    }
    same = all(asked.get(name, value) == value for name, value in says.items())
    return same and folded(asked.get("q", "")) in policy.search_text and _is_of(policy, asked.get("sector", ""))


def _is_of(policy: Policy, sector: str) -> bool:
    if not sector or not policy.sector_codes:
        return True
    return any(
        sector in (code, get_sector(code).parent) or get_sector(sector).parent == code for code in policy.sector_codes
    )


POLICY_NUMBERS: dict[str, Any] = {
    "policies_public": lambda seen: number_of(seen.mark.href or seen.address, is_public=True),
    "policies": lambda seen: number_of(seen.mark.href or seen.address, is_public=False),
}
