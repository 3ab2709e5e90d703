"""Reading questionnaires, who is asked, and what was answered."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select

from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.ground.text import LARGEST
from eventmgr.programme.surveys.content.questions import Item, item_of
from eventmgr.programme.surveys.models import (
    Survey,
    SurveyAnswer,
    SurveyCode,
    SurveyQuestion,
    SurveyTicket,
    SurveyUrn,
)

SILENT_EVENTS = (EventStatus.DRAFT, EventStatus.CANCELLED)
"""At these nobody is asked anything."""


def list_surveys(event_id: int) -> list[Survey]:
    """The questionnaires of an event, in the order in which they were made."""
    return list(db.session.scalars(select(Survey).where(Survey.event_id == event_id).order_by(Survey.id)))


def list_moving(event_id: int, *, at: datetime) -> list[Survey]:
    """Questionnaires that have not closed and say when they open or close."""
    found = list_surveys(event_id)
    return [one for one in found if (one.opens_at or one.closes_at) and (one.closes_at is None or one.closes_at > at)]


def get_locked(survey: Survey) -> Survey:
    """The questionnaire as it stands, locked for this transaction: whoever else answers, changes or closes it waits.

    Raises:
        NotFound: it is gone.
    """
    query = select(Survey).where(Survey.id == survey.id).with_for_update()
    found = db.session.scalar(query, execution_options={"populate_existing": True})
    if found is None:
        raise NotFound(_("There is no such questionnaire."))
    return found


def find_beginning(survey: Survey) -> datetime | None:
    """When the item of the agenda begins that it is about; None: it is about none."""
    return db.session.scalar(select(AgendaItem.starts_at).where(AgendaItem.id == survey.item_id))


def list_questions(survey_id: int) -> list[SurveyQuestion]:
    """The questions of the survey in their order."""
    query = select(SurveyQuestion).where(SurveyQuestion.survey_id == survey_id)
    return list(db.session.scalars(query.order_by(SurveyQuestion.position, SurveyQuestion.id)))


def list_questions_asked(survey_id: int) -> list[Item]:
    """The questions of the survey as plain values."""
    return [item_of(question) for question in list_questions(survey_id)]


def list_codes(survey_id: int) -> list[SurveyCode]:
    """The codes of the survey that hang on walls."""
    return list(db.session.scalars(select(SurveyCode).where(SurveyCode.survey_id == survey_id).order_by(SurveyCode.id)))


def find_version(code_id: int) -> int | None:
    """The version of the link of a code as it stands; None: it is gone."""
    return db.session.scalar(select(SurveyCode.link_version).where(SurveyCode.id == code_id))


def find_by_code(code_id: int) -> tuple[SurveyCode, Survey, Event] | None:
    """A code with its questionnaire and event."""
    if code_id > LARGEST:
        return None
    query = select(SurveyCode, Survey, Event).join(Survey, Survey.id == SurveyCode.survey_id)
    query = query.join(Event, Event.id == Survey.event_id).where(SurveyCode.id == code_id)
    found = db.session.execute(query).one_or_none()
    return (found[0], found[1], found[2]) if found else None


def _states(survey: Survey) -> tuple[Status, ...]:
    return (Status.ATTENDED,) if survey.only_attended else (Status.CONFIRMED, Status.ATTENDED)


def _is_asked(survey: Survey) -> list[ColumnElement[bool]]:
    wanted = [Registration.event_id == survey.event_id, Registration.status.in_(_states(survey))]
    return [*wanted, Registration.role.in_(survey.roles)] if survey.roles else wanted


def is_asked(survey: Survey, registration: Registration) -> bool:
    """Whether it asks that person; no statement."""
    is_here = registration.event_id == survey.event_id and registration.status in _states(survey)
    return is_here and (not survey.roles or registration.role in survey.roles)


def count_asked(survey: Survey) -> int:
    """How many people it asks by link."""
    return count_asked_of([survey]).get(survey.id, 0)


def count_asked_of(surveys: Collection[Survey]) -> dict[int, int]:
    """Questionnaire → how many people it asks by link; of one event, so one statement counts for all."""
    event_ids = {survey.event_id for survey in surveys}
    query = select(Registration.status, Registration.role, func.count()).where(Registration.event_id.in_(event_ids))
    counted = db.session.execute(query.group_by(Registration.status, Registration.role)).all()
    return {
        survey.id: sum(
            number
            for status, role, number in counted
            if status in _states(survey) and (not survey.roles or role in survey.roles)
        )
        for survey in surveys
    }


def count_asked_by(survey: Survey, column: str) -> dict[str, int]:
    """Type of participant or province → how many of them it asks."""
    by = getattr(Registration, column)
    query = select(by, func.count()).where(*_is_asked(survey)).group_by(by)
    return {str(getattr(value, "value", value) or ""): number for value, number in db.session.execute(query)}


def list_published(event_id: int) -> list[Survey]:
    """Those that people may see once they are open."""
    query = select(Survey).where(Survey.event_id == event_id, Survey.is_published.is_(True))
    return list(db.session.scalars(query.order_by(Survey.id)))


def count_answered(survey_ids: Collection[int]) -> dict[int, int]:
    """Questionnaire → how many have answered it by their link."""
    query = select(SurveyTicket.survey_id, func.count()).where(
        SurveyTicket.survey_id.in_(sorted(survey_ids)), SurveyTicket.has_answered.is_(True)
    )
    return {row[0]: row[1] for row in db.session.execute(query.group_by(SurveyTicket.survey_id))}


def is_answered_by(survey: Survey, registration_id: int) -> bool:
    """Whether that person has answered it."""
    ticket = db.session.get(SurveyTicket, (survey.id, registration_id))
    return ticket is not None and ticket.has_answered


def list_answered_by(registration_id: int) -> set[int]:
    """Questionnaires that this person has answered."""
    query = select(SurveyTicket.survey_id).where(
        SurveyTicket.registration_id == registration_id, SurveyTicket.has_answered.is_(True)
    )
    return set(db.session.scalars(query))


def find_answer(survey: Survey, registration_id: int) -> SurveyAnswer | None:
    """What that person answered, where names are known."""
    query = select(SurveyAnswer).where(
        SurveyAnswer.survey_id == survey.id, SurveyAnswer.registration_id == registration_id
    )
    return db.session.scalar(query)


def list_answers(survey_id: int) -> list[SurveyAnswer]:
    """What is written down, in the order of its random numbers."""
    query = select(SurveyAnswer).where(SurveyAnswer.survey_id == survey_id)
    return list(db.session.scalars(query.order_by(SurveyAnswer.id)))


def list_waiting(survey_id: int) -> list[Any]:
    """What waits in the urn, shuffled."""
    urn = db.session.get(SurveyUrn, survey_id)
    return list(urn.waiting.get("answers", ())) if urn is not None else []


def count_answers(survey_id: int) -> int:
    """How many answers there are, by link and by code."""
    return count_answers_of([survey_id]).get(survey_id, 0)


def count_answers_of(survey_ids: Collection[int]) -> dict[int, int]:
    """Questionnaire → how many answers there are, those that wait in the urn too; two statements."""
    query = select(SurveyAnswer.survey_id, func.count()).where(SurveyAnswer.survey_id.in_(sorted(survey_ids)))
    counted = {row[0]: row[1] for row in db.session.execute(query.group_by(SurveyAnswer.survey_id))}
    for urn in db.session.scalars(select(SurveyUrn).where(SurveyUrn.survey_id.in_(sorted(survey_ids)))):
        counted[urn.survey_id] = counted.get(urn.survey_id, 0) + len(urn.waiting.get("answers", ()))
    return counted


def count_by_code(survey_id: int) -> dict[int, int]:
    """Code on a wall → how many answers came by it, those that wait in the urn too; two statements."""
    query = select(SurveyAnswer.code_id, func.count()).where(
        SurveyAnswer.survey_id == survey_id, SurveyAnswer.code_id.is_not(None)
    )
    counted = {int(code or 0): int(n) for code, n in db.session.execute(query.group_by(SurveyAnswer.code_id))}
    for code, _part, _content in list_waiting(survey_id):
        if code:
            counted[code] = counted.get(code, 0) + 1
    return counted


def list_people(survey: Survey) -> dict[int, Registration]:
    """Number of a registration → who has answered with a name."""
    query = select(Registration).join(SurveyAnswer, SurveyAnswer.registration_id == Registration.id)
    return {one.id: one for one in db.session.scalars(query.where(SurveyAnswer.survey_id == survey.id))}


def list_answers_of(registration_id: int) -> list[tuple[Survey, SurveyAnswer]]:
    """What somebody has answered with a name."""
    query = select(Survey, SurveyAnswer).join(SurveyAnswer, SurveyAnswer.survey_id == Survey.id)
    query = query.where(SurveyAnswer.registration_id == registration_id).order_by(Survey.id)
    return [(survey, answer) for survey, answer in db.session.execute(query)]


def list_reminding(at: datetime) -> list[tuple[Survey, Event]]:
    """Open questionnaires about which e-mails are to be written."""
    query = select(Survey, Event).join(Event, Event.id == Survey.event_id)
    query = query.where(
        Survey.is_published.is_(True),
        Survey.remind_days > 0,
        Event.status.not_in(SILENT_EVENTS),
        (Survey.opens_at.is_(None)) | (Survey.opens_at <= at),
        (Survey.closes_at.is_(None)) | (Survey.closes_at > at),
    )
    return [(survey, event) for survey, event in db.session.execute(query.order_by(Survey.id))]


def list_to_write(survey: Survey, before: datetime, most_letters: int, limit: int) -> list[Registration]:
    """Who is asked, has an address and has neither answered nor been written to since `before`."""
    done = exists().where(
        SurveyTicket.survey_id == survey.id,
        SurveyTicket.registration_id == Registration.id,
        SurveyTicket.has_answered | (SurveyTicket.written_at > before) | (SurveyTicket.letters >= most_letters),
    )
    query = select(Registration).where(
        *_is_asked(survey),
        Registration.email != "",
        Registration.restricted_at.is_(None),
        Registration.consent_asked_at.is_(None),
        ~done,
    )
    return list(db.session.scalars(query.order_by(Registration.id).limit(limit)))


def count_letters(survey_id: int, registration_ids: Collection[int]) -> dict[int, int]:
    """Number of a registration → how many e-mails it has had about this questionnaire."""
    query = select(SurveyTicket.registration_id, SurveyTicket.letters).where(
        SurveyTicket.survey_id == survey_id, SurveyTicket.registration_id.in_(sorted(registration_ids))
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def list_unsettled(at: datetime) -> list[Survey]:
    """Anonymous questionnaires that have closed and whose answers are not mixed for good."""
    query = select(Survey).join(SurveyUrn, SurveyUrn.survey_id == Survey.id)
    query = query.where(Survey.closes_at <= at, SurveyUrn.is_settled.is_(False))
    return list(db.session.scalars(query.order_by(Survey.id)))


def list_all_items(survey_ids: Collection[int] | None = None) -> Mapping[int, list[Item]]:
    """Questionnaire → its questions; of these, or of all events."""
    items_of: dict[int, list[Item]] = {}
    query = select(SurveyQuestion).order_by(SurveyQuestion.position, SurveyQuestion.id)
    if survey_ids is not None:
        query = query.where(SurveyQuestion.survey_id.in_(sorted(survey_ids)))
    for question in db.session.scalars(query):
        items_of.setdefault(question.survey_id, []).append(item_of(question))
    return items_of


def list_all_answers() -> list[tuple[Survey, SurveyAnswer]]:
    """(questionnaire, answer) of all events."""
    query = select(Survey, SurveyAnswer).join(Survey, Survey.id == SurveyAnswer.survey_id)
    return [(survey, answer) for survey, answer in db.session.execute(query)]
