"""Fictional organizations that entered themselves: two await review, of which one is known by a similar name, one was
declined, and one has an address that nobody has confirmed."""

from __future__ import annotations

from datetime import datetime, timedelta

from eventmgr.exchange.entries.models import EntryState, OrganizationEntry
from eventmgr.ground.db import db
from eventmgr.tools.taxonomy.credit_codes import check_character
from eventmgr.tools.taxonomy.sizes import SizeClass

_PLANNED = (
    (
        "上海华睿样例工业机器人有限公司",
        "91310000MAXX00001",
        "310000",
        "C34",
        SizeClass.MEDIUM,
        "生产六轴工业机器人和焊接工作站。",
        "",
    ),
    ("武汉样例激光装备有限公司", "91420000MAXX00002", "420000", "C35", SizeClass.SMALL, "生产激光切割和焊接装备。", ""),
    (
        "广州样例模具有限公司",
        "91440000MAXX00003",
        "440000",
        "C35",
        SizeClass.SMALL,
        "注塑模具设计和制造。",
        "请填写企业全称和主营产品后重新申请。",
    ),
    ("长沙样例轴承有限公司", "91430000MAXX00004", "430000", "C34", None, "", ""),
)


def add_entries(present: datetime) -> None:
    """Add them, a day apart, the first a day ago; flushed."""
    for number, (name, code, province, sector, size, summary, reason) in enumerate(_PLANNED, 1):
        at = present - timedelta(days=number, hours=1)
        is_confirmed = number < len(_PLANNED)
        state = EntryState.DECLINED if reason else EntryState.WAITING if is_confirmed else EntryState.UNCONFIRMED
        entry = OrganizationEntry(
            name=name,
            credit_code=code + check_character(code),
            province_code=province,
            sector_code=sector,
            size_class=size,
            summary=summary,
            contact_name=f"样例联系人{number}",
            email=f"join{number}@example.com",
            language="zh",
            state=state,
            reason=reason,
            created_at=at,
            confirmed_at=at + timedelta(minutes=9) if is_confirmed else None,
            decided_at=at + timedelta(hours=20) if reason else None,
        )
        db.session.add(entry)
    db.session.flush()
