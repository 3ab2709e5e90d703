"""The rows behind numbers about questionnaires, counted one by one."""

from __future__ import annotations

import re
from typing import Any

from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.programme.surveys.models import Survey, SurveyAnswer, SurveyTicket


def survey_of(seen: Any) -> Survey:
    """The questionnaire beside which a number stands, or on whose page it stands."""
    found = re.search(r"/surveys/(\d+)/", seen.address)
    return db.session.get_one(Survey, int(seen.mark.of.get("survey") or (found[1] if found else 0)))


def asked(seen: Any) -> int:
    """People who came, for those of the sample ask them alone."""
    survey = survey_of(seen)
    assert survey.only_attended
    return db.session.query(Registration).filter_by(event_id=survey.event_id, status=Status.ATTENDED).count()


def answered(seen: Any) -> int:
    """Tickets that are used."""
    return db.session.query(SurveyTicket).filter_by(survey_id=survey_of(seen).id, has_answered=True).count()


def answers(seen: Any) -> int:
    """Rows of answers; nothing of the sample waits in an urn."""
    return db.session.query(SurveyAnswer).filter_by(survey_id=survey_of(seen).id).count()


def counts(seen: Any) -> float:
    """What the question, the part or the mean beside the number says, from the rows alone."""
    rows = db.session.query(SurveyAnswer).filter_by(survey_id=survey_of(seen).id).all()
    of = seen.mark.of
    if "part" in of:
        rows = [row for row in rows if row.part == of["part"]]
    if "mean" in of:
        given = [int(row.content[of["mean"]]) for row in rows if of["mean"] in row.content]
        return float(re.match(r"\d+(?:\.\d)?", f"{sum(given) / len(given):.2f}")[0])  # type: ignore[index]
    if "question" not in of:
        return len(rows)
    content = [row.content[of["question"]] for row in rows if of["question"] in row.content]
    value = of["value"]
    if "row" in of:
        return sum(1 for answer in content if answer.get(of["row"]) == value)
    return sum(1 for answer in content if value in (answer if isinstance(answer, list) else [answer]))


SURVEY_NUMBERS = {
    "survey_asked": asked,
    "survey_answered": answered,
    "survey_answers": answers,
    "survey_counts": counts,
}
