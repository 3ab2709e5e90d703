"""Changing an event: rules, the trail, SEQUENCE, the counters, and what upstairs is told."""

from datetime import timedelta

import pytest

from eventmgr.event.events import services
from eventmgr.event.events.models import EventKind, EventStatus, HostRole, SiteRevision
from eventmgr.event.events.queries import find_event
from eventmgr.event.events.services import Row
from eventmgr.event.events.signals import event_changed, event_moved
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.ground.db import db, transaction
from eventmgr.ground.errors import Refusal
from eventmgr.tools.log.queries import list_entries
from tests.event.events.editing import LATER, do
from tests.factories import NOON, list_privacy_notices, make_event, make_item


@pytest.fixture
def told(app):
    """The changes that upstairs hears of."""
    heard = []

    def hear(_event, *, changes, **_more):
        heard.append(changes)

    with event_changed.connected_to(hear):
        yield heard


def site_value() -> int:
    return db.session.get(SiteRevision, "site", populate_existing=True).value


def counters(event) -> tuple:
    db.session.expire_all()
    return event.sequence, event.page_version


def test_a_change_is_kept_recorded_and_told(told):
    event = make_event(capacity=100)
    changes = do(services.edit, event, {"capacity": 120, "kind": EventKind.EXPO})
    expected = {"capacity": [100, 120], "kind": ["seminar", "expo"]}
    assert (changes, told, list_entries(event.id)[0].changes) == (expected, [expected], expected)
    assert find_event(event.slug).capacity == 120


def test_nothing_is_recorded_or_told_when_nothing_changed(told):
    event = make_event(capacity=100)
    assert do(services.edit, event, {"capacity": 100}) == {}
    assert (told, list_entries(event.id)) == ([], [])


@pytest.mark.parametrize(
    ("values", "in_feeds", "by_mail"),
    [
        ({"title": {"zh": "新题目"}}, 1, 1),
        ({"starts_at": NOON + timedelta(days=40)}, 1, 1),
        ({"city": {"zh": "武汉"}}, 1, 1),
        ({"summary": {"zh": "新摘要"}}, 1, 0),
        ({"capacity": 7}, 0, 0),
        ({"description": {"zh": "细节"}}, 0, 0),
        ({"contact": {"name": "王"}}, 0, 1),
        ({"contact": {"phone": "154"}}, 0, 1),
        ({"province_code": "420000"}, 0, 0),
    ],
)
def test_the_number_of_a_channel_rises_only_if_its_readers_see_a_difference(app, values, in_feeds, by_mail):
    event = make_event()
    do(services.edit, event, values)
    db.session.expire_all()
    assert (event.sequence, event.mail_sequence) == (in_feeds, by_mail)
    assert event.calendar_changed_at == (LATER if in_feeds else NOON)
    assert event.mail_changed_at == (LATER if by_mail else None)


@pytest.mark.parametrize(
    ("values", "own", "in_feeds"),
    [
        ({"short_title": {"zh": "长三角"}}, 1, 0),
        ({"kind": EventKind.EXPO}, 1, 0),
        ({"title": {"zh": "另一个同样很长而不能放在别的标题之前的题目"}}, 0, 1),
        ({"city": {"zh": "武汉"}}, 1, 1),
        ({"summary": {"zh": "新摘要"}}, 0, 1),
    ],
)
def test_the_number_of_the_short_name_rises_only_if_agenda_items_begin_otherwise(app, values, own, in_feeds):
    event = make_event(title={"zh": "一个很长而不能放在别的标题之前的题目"})
    do(services.edit, event, values)
    db.session.expire_all()
    assert (event.name_sequence, event.sequence, event.name_changed_at) == (own, in_feeds, LATER if own else None)


def test_the_sequence_of_a_draft_stays_because_nobody_has_seen_it(app):
    event = make_event(status=EventStatus.DRAFT)
    do(services.edit, event, {"title": {"zh": "新题目"}})
    assert (event.sequence, event.calendar_changed_at) == (0, LATER)


def test_every_write_raises_the_version_of_its_pages_and_public_ones_that_of_the_site(app):
    event, draft = make_event(), make_event(status=EventStatus.DRAFT)
    start = site_value()
    do(services.edit, event, {"description": {"zh": "细节"}})
    after_description = site_value()
    do(services.edit, event, {"title": {"zh": "新题目"}})
    after_title = site_value()
    do(services.edit, draft, {"title": {"zh": "新题目"}})
    assert (after_description - start, after_title - start, site_value() - start) == (0, 1, 1)
    assert (counters(event)[1], counters(draft)[1]) == (3, 2)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": {}}, "title"),
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"ends_at": NOON}, "ends_at"),
        ({"ends_at": NOON + timedelta(days=999)}, "ends_at"),
        (
            {"registration_opens_at": NOON + timedelta(days=2), "registration_closes_at": NOON + timedelta(days=1)},
            "registration_closes_at",
        ),
        ({"registration_closes_at": NOON + timedelta(days=60)}, "registration_closes_at"),
        ({"registration_opens_at": NOON + timedelta(days=60)}, "registration_opens_at"),
        ({"slug": "another-address"}, "slug"),
    ],
)
def test_what_contradicts_itself_is_refused_at_its_field_and_nothing_is_kept(told, values, field):
    event = make_event()
    before = {name: getattr(event, name) for name in values} | {"page_version": event.page_version}
    with pytest.raises(Refusal) as refused:
        do(services.edit, event, values)
    db.session.expire_all()
    assert refused.value.field == field
    assert {name: getattr(event, name) for name in before} == before
    assert (told, list_entries(event.id)) == ([], [])


def test_a_draft_may_take_a_free_address_of_good_form(app):
    taken, draft = make_event(slug="taken"), make_event(status=EventStatus.DRAFT)
    former = draft.slug
    for wrong in ("taken", "Large Letters", "a", "-x-", "研讨会"):
        with pytest.raises(Refusal) as refused:
            do(services.edit, draft, {"slug": wrong})
        assert refused.value.field == "slug"
    assert find_event(former) == draft
    do(services.edit, draft, {"slug": "smart-factory-2026"})
    assert (find_event("smart-factory-2026"), find_event("taken")) == (draft, taken)


def test_the_agenda_is_told_to_move_along(app):
    event, heard = make_event(), []
    with event_moved.connected_to(lambda sender, shift, **_more: heard.append(shift(NOON))):
        moved = {"starts_at": event.starts_at + timedelta(days=1), "ends_at": event.ends_at + timedelta(days=1)}
        do(services.edit, event, moved, move_agenda=True)
    assert heard == [NOON + timedelta(days=1)]


def test_the_agenda_moves_along_or_keeps_the_event_where_it_is(app):
    event = make_event()
    item = make_item(event)
    later = {"starts_at": event.starts_at + timedelta(days=9), "ends_at": event.ends_at + timedelta(days=9)}
    before = item.starts_at
    with pytest.raises(Refusal) as refused:
        do(services.edit, event, later)
    db.session.expire_all()
    kept = (refused.value.field, event.starts_at, item.starts_at)
    do(services.edit, event, later, move_agenda=True)
    do(services.postpone, event, {"zh": "台风"}, starts_at=before, ends_at=before + timedelta(hours=5))
    db.session.expire_all()
    assert kept == ("ends_at", before, before)
    assert (event.starts_at, item.starts_at, item.sequence) == (before, before, 2)


def test_a_list_is_set_as_a_whole_and_rows_keep_their_number(told):
    event = make_event()
    rows = [Row({"name": {"zh": name}}) for name in ("甲馆", "乙馆", "丙馆")]
    do(services.set_rows, event, "venues", rows)
    first, _second, third = event.venues
    do(
        services.set_rows,
        event,
        "venues",
        [Row({"name": {"zh": "丙馆"}}, id=third.id), Row({"name": {"zh": "甲馆改"}}, id=first.id)],
    )
    db.session.expire_all()
    assert [(venue.id, venue.name, venue.position) for venue in event.venues] == [
        (third.id, {"zh": "丙馆"}, 0),
        (first.id, {"zh": "甲馆改"}, 1),
    ]
    assert [list(changes) for changes in told] == [["venues"], ["venues"]]
    assert counters(event)[0] == 2


def test_a_row_of_another_event_is_never_touched(app):
    event, other = make_event(), make_event()
    do(services.set_rows, other, "tracks", [Row({"name": {"zh": "强基础"}})])
    foreign = other.tracks[0].id
    do(services.set_rows, event, "tracks", [Row({"name": {"zh": "争高端"}}, id=foreign)])
    db.session.expire_all()
    assert [track.name for track in other.tracks] == [{"zh": "强基础"}]
    assert [track.id for track in event.tracks] != [foreign]


def test_hosts_keep_role_and_order(app):
    event = make_event()
    rows = [
        Row({"role": HostRole.ORGANIZER, "name": {"zh": "承办单位"}}),
        Row({"role": HostRole.HOST, "name": {"zh": "主办单位"}}),
    ]
    do(services.set_rows, event, "hosts", rows)
    db.session.expire_all()
    assert [(host.role, host.name["zh"]) for host in event.hosts] == [
        (HostRole.ORGANIZER, "承办单位"),
        (HostRole.HOST, "主办单位"),
    ]


def test_rooms_belong_to_venues_and_may_move_between_them(app):
    event = make_event()
    do(services.set_rows, event, "venues", [Row({"name": {"zh": "甲馆"}}), Row({"name": {"zh": "乙馆"}})])
    here, there = event.venues
    do(services.set_rooms, event, [Row({"venue_id": here.id, "name": {"zh": "一号厅"}, "capacity": 90})])
    room = event.venues[0].rooms[0]
    do(
        services.set_rooms,
        event,
        [Row({"venue_id": there.id, "name": {"zh": "一号厅"}, "capacity": 80}, id=room.id)],
    )
    db.session.expire_all()
    assert [[(one.id, one.capacity) for one in venue.rooms] for venue in event.venues] == [[], [(room.id, 80)]]


def test_a_room_in_a_venue_of_another_event_is_refused(app):
    event, other = make_event(), make_event()
    do(services.set_rows, other, "venues", [Row({"name": {"zh": "甲馆"}})])
    row = Row({"venue_id": other.venues[0].id, "name": {"zh": "一号厅"}, "capacity": None})
    with pytest.raises(Refusal):
        do(services.set_rooms, event, [row])
    db.session.expire_all()
    assert [venue.rooms for venue in other.venues] == [[]]


def question(zh: str, kind=QuestionKind.TEXT, options=()) -> dict:
    return {"label": {"zh": zh}, "help": {}, "kind": kind, "options": list(options), "required": False}


def test_a_question_keeps_its_key_when_others_come_and_go(app):
    event = make_event()
    do(services.set_rows, event, "questions", [Row(question("车牌")), Row(question("爱好"))])
    plate, hobby = event.questions
    keys = plate.key, hobby.key
    do(services.set_rows, event, "questions", [Row(question("新问题")), Row(question("爱好（必填）"), id=hobby.id)])
    db.session.expire_all()
    assert [one.label["zh"] for one in event.questions] == ["新问题", "爱好（必填）"]
    assert event.questions[1].key == keys[1]
    assert event.questions[0].key not in keys


def test_a_choice_without_answers_is_refused(app):
    event = make_event()
    with pytest.raises(Refusal):
        do(services.set_rows, event, "questions", [Row(question("组别", QuestionKind.CHOICE))])
    db.session.expire_all()
    assert event.questions == []


def test_themes_and_units_are_sets(app):
    event = make_event()
    do(services.set_themes, event, sectors=["C36", "C39", "C36"], topics=["mes"])
    do(services.set_themes, event, sectors=["C39"], topics=["mes", "cad"])
    do(services.set_units, event, {"310000": 12, "XPCC": None})
    do(services.set_units, event, {"310000": 6})
    db.session.expire_all()
    assert [one.code for one in event.sectors] == ["C39"]
    assert sorted(one.topic_id for one in event.topics) == ["cad", "mes"]
    assert [(one.unit_code, one.quota) for one in event.units] == [("310000", 6)]


def test_nobody_is_forced_to_say_what_they_eat(app):
    event = make_event(fields={"diet": "optional"})
    with pytest.raises(Refusal) as refused:
        do(services.set_fields, event, {"diet": "required"})
    do(services.set_fields, event, {"title": "required", "name": "off"})
    assert (refused.value.field, event.fields) == ("diet", {"diet": "optional", "title": "required"})


def test_a_new_text_of_the_privacy_notice_is_a_new_version(app):
    event = make_event()
    first = do(services.set_privacy_notice, event, {"zh": "告知一"})
    same = do(services.set_privacy_notice, event, {"zh": "告知一"})
    do(services.set_privacy_notice, event, {"zh": "告知二"})
    with pytest.raises(Refusal):
        do(services.set_privacy_notice, event, {})
    assert first.id == same.id
    assert [(one.version, one.text["zh"]) for one in list_privacy_notices(event)] == [(2, "告知二"), (1, "告知一")]


def test_a_series_of_the_same_name_is_the_same_series(app):
    with transaction():
        ids = [services.find_or_add_series({"zh": "年会", "en": "Annual"}).id for _ in range(2)]
        other = services.find_or_add_series({"zh": "论坛"})
    assert (ids[0] == ids[1], other.id != ids[0], other.slug) == (True, True, "lun-tan")
