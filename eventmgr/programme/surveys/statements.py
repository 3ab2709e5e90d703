"""The urn of anonymous answers, tickets and answers, written as sets."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import delete, insert, update

from eventmgr.ground.db import db, insert_into
from eventmgr.programme.surveys.models import SurveyAnswer, SurveyTicket, SurveyUrn

_LARGEST = 2**62


def get_urn(survey_id: int) -> SurveyUrn:
    """The urn of a questionnaire that is locked; made if there is none."""
    urn = db.session.get(SurveyUrn, survey_id, populate_existing=True)
    if urn is None:
        urn = SurveyUrn(survey_id=survey_id, waiting={}, is_settled=False)
        db.session.add(urn)
        db.session.flush()
    return urn


def take_ticket(survey_id: int, registration_id: int) -> bool:
    """Mark that this person has answered; whether they had not before."""
    made = insert_into(SurveyTicket).values(
        survey_id=survey_id, registration_id=registration_id, has_answered=False, letters=0
    )
    db.session.execute(made.on_conflict_do_nothing())
    marked = (
        update(SurveyTicket)
        .where(
            SurveyTicket.survey_id == survey_id,
            SurveyTicket.registration_id == registration_id,
            SurveyTicket.has_answered.is_(False),
        )
        .values(has_answered=True)
        .returning(SurveyTicket.registration_id)
    )
    return db.session.scalar(marked) is not None


def note_letter(survey_id: int, registration_id: int, at: object) -> None:
    """That an e-mail was written to this person."""
    made = insert_into(SurveyTicket).values(
        survey_id=survey_id, registration_id=registration_id, has_answered=False, written_at=at, letters=1
    )
    counted = {"written_at": at, "letters": SurveyTicket.letters + 1}
    keys = [SurveyTicket.survey_id, SurveyTicket.registration_id]
    db.session.execute(made.on_conflict_do_update(index_elements=keys, set_=counted))


def add_answers(survey_id: int, rows: Iterable[tuple[int | None, int | None, str, dict[str, Any]]]) -> None:
    """Write answers (registration, code, part, content) under random numbers, in the order of these."""
    values: list[dict[str, Any]] = [
        {
            "id": secrets.randbelow(_LARGEST),
            "survey_id": survey_id,
            "registration_id": who,
            "code_id": code,
            "part": part,
            "content": content,
        }
        for who, code, part, content in rows
    ]
    if values:
        db.session.execute(insert(SurveyAnswer), sorted(values, key=lambda value: value["id"]))


def take_answers(survey_id: int) -> list[Any]:
    """Take all answers of an anonymous questionnaire out, as `[code, part, content]`."""
    query = (
        delete(SurveyAnswer)
        .where(SurveyAnswer.survey_id == survey_id, SurveyAnswer.registration_id.is_(None))
        .returning(SurveyAnswer.code_id, SurveyAnswer.part, SurveyAnswer.content)
    )
    return [list(row) for row in db.session.execute(query)]


def renew_tickets(survey_id: int) -> None:
    """Write all tickets once more: nothing of the database tells any more in which order they were marked."""
    tickets = db.session.execute(
        delete(SurveyTicket)
        .where(SurveyTicket.survey_id == survey_id)
        .returning(
            SurveyTicket.registration_id, SurveyTicket.has_answered, SurveyTicket.written_at, SurveyTicket.letters
        )
    ).mappings()
    rows = sorted(({**row, "survey_id": survey_id} for row in tickets), key=lambda row: row["registration_id"])
    if rows:
        db.session.execute(insert(SurveyTicket), rows)
    db.session.expire_all()


def forget_answers(registration_ids: Collection[int]) -> None:
    """What these people have answered with their names goes."""
    db.session.execute(delete(SurveyAnswer).where(SurveyAnswer.registration_id.in_(sorted(registration_ids))))
