"""Words for kinds of questions and states of questionnaires, and the state of one at an instant."""

from __future__ import annotations

from datetime import datetime

from eventmgr.event.events.models import Event, EventStatus
from eventmgr.ground.enums import LabelledEnum, Tone
from eventmgr.ground.i18n import _l
from eventmgr.programme.surveys.models import Survey


class SurveyState(LabelledEnum):
    """How far a questionnaire is; it opens and closes by itself."""

    DRAFT = "draft", _l("Draft"), Tone.OFF
    SCHEDULED = "scheduled", _l("Opens later"), Tone.WAIT
    OPEN = "open", _l("Open for answers"), Tone.OK
    CLOSED = "closed", _l("Closed for answers"), Tone.OFF


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
