"""Entries of organizations for tests."""

from __future__ import annotations

from typing import Any

from eventmgr.exchange.entries.models import EntryState, OrganizationEntry
from tests.factories import NOON, keep

CODE = "91350100M000100Y43"
TYPED = {
    "name": "福州样例机电有限公司",
    "credit_code": CODE,
    "province_code": "350000",
    "sector_code": "C38",
    "size_class": "small",
    "summary": "生产伺服电机。",
    "contact_name": "林样例",
    "email": "Lin@Example.com",
    "consent": "y",
}
"""What a firm types that enters itself."""


def make_entry(**values: Any) -> OrganizationEntry:
    """An organization of Fujian that awaits its review."""
    usual = {
        "name": "福州样例机电有限公司", "credit_code": "91350100M000100Y43", "province_code": "350000", "sector_code": "C38",
        "contact_name": "林样例", "email": "lin@example.com", "language": "zh", "state": EntryState.WAITING,
        "created_at": NOON, "confirmed_at": NOON,
    }  # fmt: skip
    return keep(OrganizationEntry(**usual | values))
