"""Steps of the tests of answers, which others take too."""

from __future__ import annotations

from sqlalchemy import select

from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db


def opened(office, event, pasted) -> str:
    answer = office.post(f"/manage/events/{event.slug}/registrations/answers/import/", data={"pasted": pasted})
    assert answer.status_code == 303, answer.text
    return answer.location


def people(event) -> dict[str, tuple]:
    db.session.expire_all()
    rows = db.session.scalars(select(Registration).where(Registration.event_id == event.id).order_by(Registration.id))
    return {row.name: (row.rank, row.answers.get("q_hotel"), row.organization_name, row.title) for row in rows}
