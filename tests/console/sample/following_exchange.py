"""Numbers of the desk, of cases and of the directory, counted one by one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from eventmgr.exchange.desk.models import DeskRequest, RequestStage
from eventmgr.exchange.entries.models import EntryState, OrganizationEntry
from eventmgr.ground import clock
from eventmgr.ground.db import db


def _open_requests(*, are_late: bool) -> int:
    rows = [row for row in db.session.scalars(select(DeskRequest)) if row.stage is RequestStage.OPEN]
    return sum((row.due_at < clock.now()) is are_late for row in rows)


def _waiting(_seen: Any) -> int:
    return sum(row.state is EntryState.WAITING for row in db.session.scalars(select(OrganizationEntry)))


EXCHANGE_NUMBERS: dict[str, Any] = {
    "desk_late": lambda _seen: _open_requests(are_late=True),
    "desk_open": lambda _seen: _open_requests(are_late=False),
    "desk_answers": lambda seen: seen.rows_there(),
    "desk_figures": lambda seen: seen.mark.number,
    "cases_public": lambda seen: seen.rows_there(),
    "cases": lambda seen: seen.rows_there(),
    "case_likeness": lambda seen: seen.mark.number,
    "organizations_public": lambda seen: seen.rows_there(),
    "entries_waiting": _waiting,
}
