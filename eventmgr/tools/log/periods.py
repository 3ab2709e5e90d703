"""How long the trail is kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import current_app

from eventmgr.ground.features import Due, Period, vocabulary
from eventmgr.ground.i18n import _l
from eventmgr.tools.log import queries, services
from eventmgr.tools.log.services import SYSTEM, Act


def _before(at: datetime) -> datetime:
    return at - timedelta(days=int(current_app.config["LOG_RETENTION_DAYS"]))


def _list_due(at: datetime) -> list[Due]:
    n = queries.count_old(_before(at), vocabulary().records)
    return [Due("", _before(at), n)] if n else []


def _delete(at: datetime, limit: int) -> int:
    known = vocabulary()
    told = {"records": known.records, "keeps": known.keeps}
    return services.delete_old(_before(at), **told, limit=limit, act=Act(SYSTEM, at))


PERIODS = (Period("trail", _l("Change log past its retention period"), _list_due, _delete),)
