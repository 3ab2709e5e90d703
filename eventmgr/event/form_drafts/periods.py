"""Drafts go some days after they were last changed."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import current_app

from eventmgr.event.form_drafts import queries, statements
from eventmgr.ground.features import Due, Period
from eventmgr.ground.i18n import _l


def kept_for() -> timedelta:
    """How long a draft is kept."""
    return timedelta(days=int(current_app.config["DRAFT_DAYS"]))


def _due(at: datetime) -> list[Due]:
    n, first = queries.get_number_over(at - kept_for())
    return [Due("", first + kept_for(), n)] if first is not None else []


def delete_over(at: datetime, limit: int) -> int:
    """At most `limit` of them go."""
    numbers = queries.list_over(at - kept_for(), limit=limit)
    statements.drop(numbers)
    return len(numbers)


PERIODS = (Period("form_drafts", _l("Drafts of registration forms"), _due, delete_over),)
