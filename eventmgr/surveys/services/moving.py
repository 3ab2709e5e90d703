"""Questionnaires follow an event that gets other dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from eventmgr.db import db
from eventmgr.events.models import Event
from eventmgr.log.services import Act, difference, record
from eventmgr.surveys import queries
from eventmgr.surveys.models import Survey
from eventmgr.surveys.services.editing import name_of

MOVED = "surveys"
"""Key of what moves along with an event by a tick of its own."""


def list_moving(event: Event, *, at: datetime) -> list[Survey]:
    """Questionnaires that have not closed and say when they open or close."""
    found = queries.list_surveys(event.id)
    return [one for one in found if (one.opens_at or one.closes_at) and (one.closes_at is None or one.closes_at > at)]


def move_surveys(event: Event, shift: Callable[[datetime], datetime], *, act: Act) -> None:
    """They open and close where `shift` puts that; one that is open stays open. The event must be locked."""
    for survey in list_moving(event, at=act.at):
        before = {"opens_at": survey.opens_at, "closes_at": survey.closes_at}
        if survey.opens_at is not None and survey.opens_at > act.at:
            survey.opens_at = shift(survey.opens_at)
        if survey.closes_at is not None:
            survey.closes_at = shift(survey.closes_at)
        changes = difference(before, {"opens_at": survey.opens_at, "closes_at": survey.closes_at})
        record(act, "changed", survey, event_id=event.id, object_name=name_of(survey), changes=changes)
    db.session.flush()
