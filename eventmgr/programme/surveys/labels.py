"""Words for kinds of questions and states of questionnaires, and the state of one at an instant."""

from __future__ import annotations

import enum
from datetime import datetime

from eventmgr.event.events.models import Event, EventStatus
from eventmgr.ground.enums import State
from eventmgr.ground.i18n import _l
from eventmgr.programme.surveys.models import SplitBy, Survey, SurveyKind


class SurveyState(enum.Enum):
    """How far a questionnaire is; it opens and closes by itself."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    OPEN = "open"
    CLOSED = "closed"


STATES = {
    SurveyState.DRAFT: State(_l("Draft"), "off"),
    SurveyState.SCHEDULED: State(_l("Opens later"), "wait"),
    SurveyState.OPEN: State(_l("Open for answers"), "ok"),
    SurveyState.CLOSED: State(_l("Closed for answers"), "off"),
}
KINDS = {
    SurveyKind.SECTION: _l("Section (title of the questions below it, no answer)"),
    SurveyKind.SCALE: _l("Scale"),
    SurveyKind.MATRIX: _l("Matrix (several rows, one scale)"),
    SurveyKind.CHOICE: _l("Single choice"),
    SurveyKind.CHOICES: _l("Multiple choice"),
    SurveyKind.YES_NO: _l("Yes or no"),
    SurveyKind.TEXT: _l("Open answer"),
}
SPLITS = {
    SplitBy.NOTHING: _l("Not grouped"),
    SplitBy.ROLE: _l("By type of participant"),
    SplitBy.PROVINCE: _l("By province"),
}


def state_at(survey: Survey, event: Event, at: datetime) -> SurveyState:
    """How far it is at that instant."""
    if not survey.is_published or event.status is EventStatus.DRAFT:
        return SurveyState.DRAFT
    if event.status is EventStatus.CANCELLED or (survey.closes_at is not None and survey.closes_at <= at):
        return SurveyState.CLOSED
    if survey.opens_at is not None and survey.opens_at > at:
        return SurveyState.SCHEDULED
    return SurveyState.OPEN


MOVED = "surveys"
"""Key of what moves along with an event by a tick of its own."""
