"""The questions that are kept."""

from __future__ import annotations

from sqlalchemy import select

from eventmgr.db import db
from eventmgr.forms.models import Question
from eventmgr.forms.questions import AskedQuestion


def list_questions(event_id: int) -> list[AskedQuestion]:
    """The event's own questions, in the order in which they are asked."""
    query = (
        select(Question.key, Question.kind, Question.label, Question.help, Question.options, Question.required)
        .where(Question.event_id == event_id)
        .order_by(Question.position, Question.id)
    )
    return [AskedQuestion(*row) for row in db.session.execute(query)]
