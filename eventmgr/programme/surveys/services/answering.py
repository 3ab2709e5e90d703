"""People answer, by their link or by a code on the wall.

Nothing joins an anonymous answer with its person: the ticket says only that somebody has answered; the answer has a
random number and no instant; it waits sealed in an urn until `TOGETHER` of them are written at once; when the
questionnaire has closed, all answers and all tickets are written anew. Nothing of it stands in the trail.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.event.registration.models import Registration
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.programme.surveys import queries, statements
from eventmgr.programme.surveys.content.questions import is_possible, kept, unanswered
from eventmgr.programme.surveys.labels import SurveyState, state_at
from eventmgr.programme.surveys.models import SplitBy, Survey, SurveyCode, SurveyUrn
from eventmgr.programme.surveys.results.counting import LEAST, parts_of_many

TOGETHER = 10
"""So many anonymous answers are written in one transaction."""
_COLUMNS = {SplitBy.ROLE: "role", SplitBy.PROVINCE: "province_code"}


def answer_by_link(
    event: Event, survey: Survey, registration: Registration, content: Mapping[str, Any], *, at: datetime
) -> None:
    """One person answers; with a name once more until it closes, which takes the place of what was answered before.

    Raises:
        Refusal: it is not open, does not ask this person, or was answered; or the answers do not fit the questions.
    """
    clean = _checked(event, survey, content, at)
    if not queries.is_asked(survey, registration):
        raise Refusal(_("This questionnaire is not meant for you. Contact the organizers if you think it should be."))
    is_first = statements.take_ticket(survey.id, registration.id)
    if survey.is_anonymous:
        if not is_first:
            raise Refusal(
                _(
                    "You have answered this questionnaire. It is anonymous, so nobody can change an answer, not even you."
                )
            )
        _cast(survey, None, _part_of(survey, registration), clean)
        return
    answer = queries.find_answer(survey, registration.id)
    if answer is not None:
        answer.content = clean
    else:
        statements.add_answers(survey.id, [(registration.id, None, "", clean)])


def answer_by_code(event: Event, survey: Survey, code: SurveyCode, content: Mapping[str, Any], *, at: datetime) -> None:
    """Somebody answers who scanned a code.

    Raises:
        Refusal: it is not open, or the answers do not fit the questions.
    """
    version = code.link_version
    clean = _checked(event, survey, content, at)
    if queries.find_version(code.id) != version:
        raise Refusal(_("This code no longer opens a questionnaire."))
    if survey.is_anonymous:
        _cast(survey, code.id, "", clean)
    else:
        statements.add_answers(survey.id, [(None, code.id, "", clean)])


def settle(survey: Survey) -> None:
    """Mix everything once more, without parts of few: it has closed."""
    queries.get_locked(survey)
    urn = statements.get_urn(survey.id)
    everything = [*statements.take_answers(survey.id), *urn.waiting.get("answers", ())]
    stays = parts_of_many((part for code, part, _content in everything if code is None), LEAST)
    _write(survey, [(code, part if part in stays else "", content) for code, part, content in everything])
    urn.waiting, urn.is_settled = {}, True
    statements.renew_tickets(survey.id)


def _checked(event: Event, survey: Survey, content: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """What is kept of these answers; the questionnaire is locked."""
    queries.get_locked(survey)
    if state_at(survey, event, at) is not SurveyState.OPEN:
        raise Refusal(_("This questionnaire is not open for answers."))
    items = queries.list_questions_asked(survey.id)
    if unanswered(items, content):
        raise Refusal(_("Answer the required questions first."))
    clean = kept(items, content)
    if not clean:
        raise Refusal(_("Answer at least one question."))
    by_key = {item.key: item for item in items}
    if not all(is_possible(by_key[key], answer) for key, answer in clean.items()):
        raise Refusal(_("The questions have been changed in the meantime. Open the questionnaire again."))
    return clean


def _part_of(survey: Survey, registration: Registration) -> str:
    """By what the answer is told apart, if enough people share it."""
    column = _COLUMNS.get(survey.split_by)
    if column is None:
        return ""
    value = getattr(registration, column)
    part = str(getattr(value, "value", value) or "")
    return part if queries.count_asked_by(survey, column).get(part, 0) >= LEAST else ""


def _cast(survey: Survey, code_id: int | None, part: str, content: dict[str, Any]) -> None:
    urn: SurveyUrn = statements.get_urn(survey.id)
    waiting = [*urn.waiting.get("answers", ()), [code_id, part, content]]
    secrets.SystemRandom().shuffle(waiting)
    if len(waiting) >= TOGETHER:
        _write(survey, waiting)
        waiting = []
    urn.waiting = {"answers": waiting}


def _write(survey: Survey, waiting: Sequence[Sequence[Any]]) -> None:
    """Codes may have been removed since the answers were cast."""
    known = {code.id for code in queries.list_codes(survey.id)}
    rows = [(None, code if code in known else None, part, content) for code, part, content in waiting]
    statements.add_answers(survey.id, rows)
