"""Steps of the tests of limits, which others take too."""

from __future__ import annotations

from eventmgr.event.forms.models import Question
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.ground.db import db
from tests.factories import make_event


def make_bus(kind=QuestionKind.CHOICE, *, seats=1, **values):
    """An event that asks which bus; the first has `seats`."""
    event = make_event(**values)
    options = [
        {"value": "a1", "label": {"zh": "早班车", "en": "Early bus"}, "limit": seats},
        {"value": "a2", "label": {"zh": "晚班车", "en": "Late bus"}},
    ]
    db.session.add(
        Question(event_id=event.id, key="bus", kind=kind, label={"zh": "班车", "en": "Bus"}, options=options)
    )
    db.session.commit()
    return event
