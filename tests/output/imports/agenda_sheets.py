"""An event with two rooms, and sheets of its agenda that go in and come out."""

from __future__ import annotations

import io
from datetime import timedelta

from sqlalchemy import select

from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.events.models import Room, Venue
from eventmgr.ground.db import db
from tests.factories import keep, make_event


def make_hosting_event():
    event = make_event(timezone="Asia/Shanghai")
    venue = keep(Venue(event_id=event.id, name={"zh": "国际会议中心"}))
    for name in ({"zh": "大会议室", "en": "Main Hall"}, {"zh": "小会议室"}):
        keep(Room(event_id=event.id, venue_id=venue.id, name=name))
    return event


def day_of(event) -> str:
    return f"{(event.starts_at + timedelta(hours=8)):%Y-%m-%d}"


def at(event, hours: float) -> str:
    """The clock of the event so many hours after it begins."""
    return f"{(event.starts_at + timedelta(hours=8 + hours)):%H:%M}"


def base(event, rest=""):
    return f"/manage/events/{event.slug}/agenda/{rest}"


def opened(office, event, pasted="", data=b"") -> str:
    form = {"pasted": pasted} | ({"file": (io.BytesIO(data), "议程.xlsx")} if data else {})
    answer = office.post(base(event, "import/"), data=form, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.text
    return answer.location


def items(event) -> dict[str, AgendaItem]:
    db.session.expire_all()
    rows = db.session.scalars(
        select(AgendaItem).where(AgendaItem.event_id == event.id, AgendaItem.is_cancelled.is_(False))
    )
    return {row.title.get("zh") or row.title["en"]: row for row in rows}


def people(item) -> list[tuple]:
    return [(one.role, one.name, one.organization, one.title) for one in item.speakers]


def exported(office, event, lang="zh") -> bytes:
    answer = office.get(base(event, f"export.xlsx?lang={lang}"))
    assert answer.status_code == 200
    return answer.data
