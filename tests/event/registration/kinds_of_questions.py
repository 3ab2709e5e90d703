"""Steps of the tests of kinds of questions, which others take too."""

from __future__ import annotations

from eventmgr.event.forms.models import Question
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db

PERSON = {
    "name": "样例一", "organization": "上海样例001号电气有限公司", "unit": "310000", "mobile": "15400000001", "consent": "y",
}  # fmt: skip


def text_of(response) -> str:
    return response.get_data(as_text=True)


def ask(event, key, kind, *, required=False, zh="", position=0, **rules):
    label = {"zh": zh or key, "en": key}
    db.session.add(
        Question(event_id=event.id, key=key, kind=kind, label=label, required=required, rules=rules, position=position)
    )
    db.session.commit()


def post(client, event, **values):
    return client.post(f"/events/{event.slug}/register/", data=PERSON | values)


def only():
    db.session.expire_all()
    return db.session.query(Registration).one()
