"""The questions that are kept."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, select

from eventmgr.event.forms.models import Question, RemovedQuestion
from eventmgr.event.forms.questions import PREFIX, AskedQuestion, inheriting
from eventmgr.event.forms.rules import read_rules
from eventmgr.ground.db import db


def list_questions(event_id: int) -> list[AskedQuestion]:
    """The event's own questions, in the order in which they are asked; each for whom its section is, too."""
    rows = db.session.execute(_asked(), {"event": event_id})
    return inheriting(
        AskedQuestion(key, kind, label, text, options, required, read_rules(rules))
        for key, kind, label, text, options, required, rules in rows
    )


@cache
def _asked() -> Select[*tuple[Any, ...]]:
    columns = (Question.key, Question.kind, Question.label, Question.help, Question.options, Question.required)
    query = select(*columns, Question.rules).where(Question.event_id == bindparam("event"))
    return query.order_by(Question.position, Question.id)


class KeptAnswers(NamedTuple):
    """Answers of an event that have a period of their own: field, days after the event's end."""

    event_id: int
    name: str
    keep_days: int


def list_kept_answers(event_id: int | None = None) -> list[KeptAnswers]:
    """All of them, of questions that are asked and of those that were taken out; or those of one event."""
    days = Question.rules["keep_days"].as_integer()
    asked = select(Question.event_id, Question.key, days).where(days > 0)
    removed = select(RemovedQuestion.event_id, RemovedQuestion.key, RemovedQuestion.keep_days)
    if event_id is not None:
        asked, removed = asked.where(Question.event_id == event_id), removed.where(RemovedQuestion.event_id == event_id)
    rows = [*db.session.execute(asked), *db.session.execute(removed)]
    return sorted(KeptAnswers(event, PREFIX + key, int(n)) for event, key, n in rows)
