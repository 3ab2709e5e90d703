"""Policies for tests."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import uuid4

from eventmgr.exchange.policies.models import Policy, PolicyLevel, PolicyState, PolicySubscription, SupportKind
from eventmgr.exchange.policies.services import EDITED
from eventmgr.ground.text import folded
from tests.factories import NOON, keep

NATIONAL = {"level": PolicyLevel.NATIONAL, "province_code": None}


def policy_draft(**values: Any) -> dict[str, Any]:
    """What an editor would have typed, with `values` instead."""
    usual = {
        "level": PolicyLevel.PROVINCIAL,
        "title": {"zh": "样例省智能化改造补助办法", "en": "Rules for sample subsidies"},
        "issuer": {"zh": "样例省工业和信息化厅"},
        "number": "样政发〔2026〕1号",
        "issued_on": date(2026, 3, 1),
        "effective_on": date(2026, 4, 1),
        "province_code": "320000",
        "support": SupportKind.SUBSIDY,
        "summary": {"zh": "对智能化改造投入给予补助。"},
    }
    empty: dict[str, Any] = dict.fromkeys(EDITED)
    empty |= {"sector_codes": [], "kinds": [], "sizes": [], "tags": [], "text": {}, "contact": {}, "source_url": ""}
    return empty | usual | values


def make_policy(**values: Any) -> Policy:
    """A published policy of Jiangsu, in force."""
    draft = policy_draft()
    draft |= {"state": PolicyState.PUBLISHED, "published_at": NOON, "created_at": NOON, "updated_at": NOON} | values
    draft.setdefault("search_text", folded("".join(draft["title"].values())))
    return keep(Policy(uid=uuid4().hex, **draft))


def make_subscription(**values: Any) -> PolicySubscription:
    """Somebody who wants to be told of everything, not confirmed yet."""
    usual = {"email": f"r{uuid4().hex}@example.com", "language": "zh", "asked": "", "created_at": NOON}
    return keep(PolicySubscription(**usual | values))


def send(browser: Any, path: str, **values: Any) -> Any:
    """The form of that page, as it was shown, with `values` typed."""
    page = browser.get(path)
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
    return browser.post(path, data=hidden | values)
