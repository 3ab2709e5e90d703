"""How long it is kept who asked the desk, and what is said of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import current_app

from eventmgr.exchange.desk import queries, services
from eventmgr.ground.features import Due, Period
from eventmgr.ground.i18n import _, _l, _n
from eventmgr.tools.log.services import SYSTEM, Act

_MONTH = timedelta(days=30)


def months_kept() -> int:
    """For how long who asked stays known after the answer."""
    return int(current_app.config["DESK_RETENTION_MONTHS"])


def handling() -> tuple[str, list[str]]:
    """What happens to the information of who asks: what it is about, and a paragraph each."""
    return _("Questions to the desk"), [
        _(
            "Your name, contact details, question and files are used to answer you, and for nothing else. They are read by the desk that you choose and by whoever it hands the request to; experts from outside do not see who you are or how to reach you. It is recorded when somebody looks at your contact details."
        ),
        _n(
            "%(num)s month after the request is closed everything that tells who you are is deleted; you can see, copy and delete it before on the page of your request.",
            "%(num)s months after the request is closed everything that tells who you are is deleted; you can see, copy and delete it before on the page of your request.",
            months_kept(),
        ),
    ]


def closed_before(at: datetime) -> datetime:
    """Requests that were closed until then are over their time."""
    return at - months_kept() * _MONTH


def _due(at: datetime) -> list[Due]:
    number, first = queries.count_old(closed_before(at))
    return [Due("", first + (at - closed_before(at)), number)] if number and first else []


def delete_some(at: datetime, limit: int) -> int:
    """At most `limit` of them lose who asked and what was said; the figures stay."""
    old = queries.list_old(closed_before(at), limit=limit)
    for request in old:
        services.forget(request, act=Act(SYSTEM, at))
    return len(old)


PERIODS = (Period("desk_requests", _l("People who asked the desk, and what they wrote"), _due, delete_some),)
