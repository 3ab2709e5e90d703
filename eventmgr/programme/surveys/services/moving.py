"""Questionnaires follow an event that gets other dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.programme.surveys import queries
from eventmgr.programme.surveys.services.editing import name_of
from eventmgr.tools.log.services import Act, difference, record


def move_surveys(event: Event, shift: Callable[[datetime], datetime], *, act: Act) -> None:
    """They open and close where `shift` puts that; one that is open stays open. The event must be locked."""
    for survey in queries.list_moving(event.id, at=act.at):
        before = {"opens_at": survey.opens_at, "closes_at": survey.closes_at}
        if survey.opens_at is not None and survey.opens_at > act.at:
            survey.opens_at = shift(survey.opens_at)
        if survey.closes_at is not None:
            survey.closes_at = shift(survey.closes_at)
        changes = difference(before, {"opens_at": survey.opens_at, "closes_at": survey.closes_at})
        record(act, "changed", survey, event_id=event.id, object_name=name_of(survey), changes=changes)
    db.session.flush()
