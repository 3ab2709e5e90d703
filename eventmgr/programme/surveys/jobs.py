"""What workers do for questionnaires: write e-mails, and mix anonymous answers once one has closed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from eventmgr.ground.features import is_on
from eventmgr.ground.jobs.registry import handler
from eventmgr.programme.surveys import queries, services
from eventmgr.programme.surveys.switch import SURVEYS


@handler("surveys.ask", every=timedelta(minutes=10))
def ask(_payload: dict[str, Any], at: datetime) -> None:
    """Write to those whose turn it is."""
    for survey, event in queries.list_reminding(at):
        if is_on(SURVEYS, event):
            services.write_due(event, survey, at=at)


@handler("surveys.settle", every=timedelta(minutes=10))
def settle(_payload: dict[str, Any], at: datetime) -> None:
    """Mix the answers of surveys that have closed, so that their order tells nothing."""
    for survey in queries.list_unsettled(at):
        services.settle(survey)
