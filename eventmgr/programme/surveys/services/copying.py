"""Questionnaires of an event that is copied."""

from __future__ import annotations

from datetime import datetime

from eventmgr.event.events.models import Event
from eventmgr.event.events.services.cloning import shifted
from eventmgr.ground.db import db
from eventmgr.programme.surveys import queries
from eventmgr.programme.surveys.models import Survey, SurveyQuestion
from eventmgr.tools.log.services import Act

_KEPT = ("title", "intro", "is_anonymous", "split_by", "roles", "only_attended", "remind_days")
_OF_QUESTION = ("key", "kind", "label", "help", "required", "options", "scale", "condition", "position")


def copy_surveys(copy: Event, source: Event, *, days: int, act: Act) -> None:
    """All questionnaires as drafts, so many days later; without answers, codes and the agenda items that they are
    about."""
    for survey in queries.list_surveys(source.id):
        new = Survey(event_id=copy.id, created_at=act.at, quotes={}, **{name: getattr(survey, name) for name in _KEPT})
        new.opens_at, new.closes_at = (_later(at, days, source) for at in (survey.opens_at, survey.closes_at))
        db.session.add(new)
        db.session.flush()
        for question in queries.list_questions(survey.id):
            values = {name: getattr(question, name) for name in _OF_QUESTION}
            db.session.add(SurveyQuestion(survey_id=new.id, **values))


def _later(at: datetime | None, days: int, source: Event) -> datetime | None:
    return shifted(at, days, source.timezone) if at is not None else None
