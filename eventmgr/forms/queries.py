"""The questions that are kept."""

from __future__ import annotations

from sqlalchemy import select

from eventmgr.db import db
from eventmgr.forms.models import Question
from eventmgr.forms.questions import AskedQuestion
from eventmgr.forms.rules import read_rules


def list_questions(event_id: int) -> list[AskedQuestion]:
    """The event's own questions, in the order in which they are asked."""
    query = (
        select(
            Question.key,
            Question.kind,
            Question.label,
            Question.help,
            Question.options,
            Question.required,
            Question.rules,
        )
        .where(Question.event_id == event_id)
        .order_by(Question.position, Question.id)
    )
    rows = db.session.execute(query)
    return [
        AskedQuestion(key, kind, label, text, options, required, read_rules(rules))
        for key, kind, label, text, options, required, rules in rows
    ]
