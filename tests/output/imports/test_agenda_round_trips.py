"""Whatever an agenda says, its own file imported again says no change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from eventmgr.event.agenda.models import AgendaItem, ItemKind, Speaker, SpeakerRole
from eventmgr.event.events.models import Room
from eventmgr.ground.db import db
from eventmgr.ground.text import clean, clean_line
from eventmgr.identity.team.roles import TeamRole
from tests.factories import keep, make_item, make_member
from tests.output.imports.agenda_sheets import exported, make_hosting_event, opened
from tests.output.imports.sending import in_english
from tests.soak import times

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def event():
    return make_hosting_event()


@pytest.fixture
def office(sign_in, event):
    return in_english(sign_in(make_member(event, TeamRole.EDITOR)))


WORDS = st.text("报告王=+-@'；;、，（）()/：: \n甲Aa1", max_size=12)
NAMES = WORDS.map(clean_line).filter(lambda text: text.strip(" -—/\\'") != "")


@st.composite
def agendas(draw):
    """Some items of two days as plain values, parts among them."""
    drawn = []
    for place in range(draw(st.integers(1, 5))):
        begins = draw(st.integers(0, 47 * 12)) * 5
        drawn.append(
            {
                "title": draw(st.fixed_dictionaries({"zh": NAMES}, optional={"en": NAMES})),
                "description": {"zh": text} if (text := clean(draw(WORDS), multiline=True)) else {},
                "location": draw(st.fixed_dictionaries({}, optional={"zh": NAMES, "en": NAMES})),
                "note": draw(st.fixed_dictionaries({}, optional={"zh": NAMES, "en": NAMES})),
                "begins": begins,
                "lasts": draw(st.integers(1, 24 * 12)) * 5,
                "kind": draw(st.sampled_from(ItemKind)),
                "room": draw(st.sampled_from([0, 1, 2])),
                "parent": draw(st.integers(-3, place - 1)),
                "capacity": draw(st.none() | st.integers(1, 500)),
                "people": draw(
                    st.lists(
                        st.tuples(st.sampled_from(SpeakerRole), NAMES.map("王{}".format), WORDS.map(clean_line)),
                        max_size=3,
                    )
                ),
            }
        )
    return drawn


def _item(title: str, parent: int) -> dict[str, object]:
    return {
        "title": {"zh": title}, "description": {}, "location": {}, "note": {}, "begins": 0, "lasts": 5,
        "kind": ItemKind.TALK, "room": 0, "parent": parent, "capacity": None, "people": [],
    }  # fmt: skip


@example([_item("11", -1), _item("1:", -1), _item("1", 1)], "zh", "zh")
@settings(max_examples=times(45), suppress_health_check=list(HealthCheck), deadline=None)
@given(agendas(), st.sampled_from(["zh", "en"]), st.sampled_from(["zh", "en"]))
def test_whatever_an_agenda_says_its_own_file_says_no_change(office, event, drawn, written_in, read_in):
    db.session.query(AgendaItem).filter_by(event_id=event.id).delete()
    event.starts_at, event.ends_at = datetime(2026, 9, 3, tzinfo=UTC), datetime(2026, 9, 8, tzinfo=UTC)
    db.session.commit()
    rooms = [None, *db.session.scalars(select(Room.id).where(Room.event_id == event.id).order_by(Room.id))]
    made: list[AgendaItem] = []
    for one in drawn:
        begins = event.starts_at + timedelta(minutes=one["begins"])
        item = make_item(
            event, title=one["title"], description=one["description"], location=one["location"], note=one["note"], kind=one["kind"], starts_at=begins,
            ends_at=begins + timedelta(minutes=one["lasts"]), room_id=rooms[one["room"]], capacity=one["capacity"],
            parent_id=made[one["parent"]].id if one["parent"] >= 0 and made[one["parent"]].parent_id is None else None,
        )  # fmt: skip
        for place, (role, name, body) in enumerate(one["people"]):
            organization = {"zh": body} if body else {}
            keep(
                Speaker(
                    event_id=event.id, item_id=item.id, role=role, name={"zh": name}, organization=organization,
                    position=place,
                )
            )  # fmt: skip
        made.append(item)
    db.session.expire_all()

    page = office.get(opened(office, event, data=exported(office, event, written_in)) + f"?lang={read_in}").text

    said = {"zh": "无变化", "en": "No change"}[read_in]
    assert f"{said}: {len(made)}" in page or f"{said}：{len(made)}" in page, page
