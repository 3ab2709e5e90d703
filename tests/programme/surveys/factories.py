"""Questionnaires, made in one line each."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import transaction
from eventmgr.programme.surveys import services
from eventmgr.programme.surveys.content.questions import Item
from eventmgr.programme.surveys.content.usual import usual_items
from eventmgr.programme.surveys.models import Survey, SurveyCode
from eventmgr.programme.surveys.services import SurveyDraft
from eventmgr.tools.log.services import SYSTEM, Act
from tests.factories import NOON, keep, make_registration

ACT = Act(SYSTEM, NOON)
CLOSES = NOON + timedelta(days=7)
AFTER = CLOSES + timedelta(days=1)


def make_survey(event: Event, items: list[Item] | None = None, *, published: bool = True, **values: Any) -> Survey:
    """A questionnaire with the usual questions that is open at noon."""
    usual: dict[str, Any] = {
        "title": {"zh": "满意度调查", "en": "Satisfaction"},
        "closes_at": CLOSES,
        "only_attended": False,
    }
    with transaction():
        survey = services.add_survey(
            event, SurveyDraft(**(usual | values)), usual_items() if items is None else items, act=ACT
        )
        if published:
            services.publish(event, survey, act=ACT)
    return survey


def make_code(survey: Survey, **values: Any) -> SurveyCode:
    """A code on the wall."""
    return keep(SurveyCode(survey_id=survey.id, link_version=1, **values))


def make_people(event: Event, number: int, **values: Any) -> list[Registration]:
    """So many who have a place."""
    return [make_registration(event, status=Status.CONFIRMED, **values) for _ in range(number)]


def answer(event: Event, survey: Survey, registration: Registration, **content: Any) -> None:
    """One person answers by link; `q1="5"` answers the first question."""
    plain = {name.removeprefix("q"): value for name, value in content.items()}
    with transaction():
        services.answer_by_link(event, survey, registration, plain, at=NOON)
