"""Applicants for tests: each with a name and number of their own."""

from __future__ import annotations

import itertools
from typing import Any

from eventmgr.event.registration.applicant import Applicant
from eventmgr.tools.log.models import ActorKind
from eventmgr.tools.log.services import Actor

OFFICE = Actor(ActorKind.USER, 1, "王敏")
VISITOR = Actor(ActorKind.PARTICIPANT, None, "")
_numbers = itertools.count(1)


def make_applicant(**values: Any) -> Applicant:
    """A delegate from Shanghai who gave an e-mail address."""
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "name": f"样例{_chinese(number)}",
        "organization": "上海样例001号电气有限公司",
        "mobile": f"154{number:08d}",
        "unit": "310000",
        "province": "310000",
        "sector": "C38",
        "email": f"applicant{number}@example.com",
    }
    return Applicant(**defaults | values)


def _chinese(number: int) -> str:
    return "".join("零一二三四五六七八九"[int(digit)] for digit in str(number))
