"""A new event: what its kind brings, its address, its first owner; and a copy of one."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from eventmgr.event.events.derived.privacy import default_notice
from eventmgr.event.events.models import (
    Approval,
    Deadline,
    Event,
    EventKind,
    EventSector,
    EventStatus,
    HostBody,
    HostRole,
    InvitedUnit,
    Notice,
    Room,
    Track,
    Venue,
)
from eventmgr.event.events.queries import EventFilter, find_event, list_upcoming
from eventmgr.event.events.services import add_file, clone, set_privacy_notice
from eventmgr.event.events.setup.addresses import slug_for
from eventmgr.event.events.setup.agenda_skeleton import skeleton
from eventmgr.event.events.setup.templates_by_kind import template_of
from eventmgr.event.events.signals import event_cloned, event_created
from eventmgr.event.forms.models import Question
from eventmgr.ground.db import db, transaction
from eventmgr.ground.errors import NotAllowed, Refusal
from eventmgr.identity.team.queries import find_role
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.queries import list_entries
from eventmgr.tools.log.services import SYSTEM, Act
from tests.event.events.creating import MORNING, created
from tests.factories import NOON, list_privacy_notices, make_admin, make_event, make_file, make_member, make_user


@pytest.fixture
def told(app):
    """What upstairs hears: (signal, sender, keywords)."""
    heard = []

    def hear_created(sender, **values):
        heard.append(("created", sender, values))

    def hear_cloned(sender, **values):
        heard.append(("cloned", sender, values))

    with event_created.connected_to(hear_created), event_cloned.connected_to(hear_cloned):
        yield heard


@pytest.mark.parametrize(
    ("title", "taken", "slug"),
    [
        ({"en": "The Smart Factory: a Seminar"}, (), "smart-factory-seminar-2026"),
        ({"zh": "智能制造研讨会"}, (), "zhi-neng-zhi-zao-yan-tao-hui-2026"),
        ({"zh": "研讨会", "en": "AI"}, (), "yan-tao-hui-2026"),
        ({"en": "Expo 2026"}, (), "expo-2026"),
        ({"en": "Expo"}, ("expo-2026", "expo-2026-2"), "expo-2026-3"),
        ({"en": "!!!"}, (), "event-2026"),
    ],
)
def test_an_address_is_readable_latin_and_unique(title, taken, slug):
    assert slug_for(title, 2026, taken) == slug


@pytest.mark.parametrize("kind", EventKind)
def test_every_kind_brings_an_agenda_that_lies_inside_its_usual_times(kind):
    template = template_of(kind)
    begins, ends = (datetime.fromisoformat(f"2026-05-13T{clock}+08:00") for clock in (template.begins, template.ends))
    ends += timedelta(days=template.length_days - 1)
    items = skeleton(kind, begins, ends, "Asia/Shanghai").items
    intervals = [item.interval(date(2026, 5, 13), "Asia/Shanghai") for item in items]
    assert [pair for pair in intervals if pair[0] < begins or pair[1] > ends] == []
    assert len(items) == sum(len(day) for day in template.days[: template.length_days])


def test_an_event_that_begins_in_the_afternoon_begins_with_arrival():
    begins = datetime(2026, 5, 12, 6, 0, tzinfo=UTC)
    items = skeleton(EventKind.SEMINAR, begins, begins + timedelta(days=2, hours=3), "Asia/Shanghai").items
    assert [(item.day, item.start, item.title["zh"]) for item in items[:3]] == [
        (0, "14:00", "报到"),
        (0, "20:00", "领队、联络员会"),
        (1, "08:30", "开幕、致辞"),
    ]


HOURS = [("08:30", "10:30"), ("08:30", "17:00"), ("09:00", "17:00"), ("09:00", "12:00"), ("13:30", "17:30"), ("14:00", "17:30"),
         ("10:00", "16:00"), ("19:00", "21:00"), ("14:00", "14:20"), ("00:00", "23:55")]  # fmt: skip
NAMES_OF_THE_END = {"小结讲话", "签约与小结", "考察总结座谈", "结业、发证", "闭幕"}


@pytest.mark.one_engine
@pytest.mark.parametrize("kind", EventKind)
@pytest.mark.parametrize("days", [1, 2, 4])
def test_an_agenda_opens_and_closes_whatever_the_hours_and_nothing_lies_outside_or_over_another(kind, days):
    for begin, end in HOURS:
        begins = datetime.fromisoformat(f"2026-05-13T{begin}+08:00")
        ends = datetime.fromisoformat(f"2026-05-13T{end}+08:00") + timedelta(days=days - 1)
        plan = skeleton(kind, begins, ends, "Asia/Shanghai")
        spans = [item.interval(date(2026, 5, 13), "Asia/Shanghai") for item in plan.items]

        assert plan.items, (begin, end)
        assert [span for span in spans if span[0] < begins or span[1] > ends or span[0] >= span[1]] == []
        assert plan.items[0].kind not in ("break", "meal"), (begin, end)
        titles = [item.title["zh"] for item in plan.items]
        first = {item.title["zh"] for day in template_of(kind).days for item in day[:1]} | {"报到"}
        assert titles[0] in first and NAMES_OF_THE_END & set(titles), (begin, end, titles)
        if kind is not EventKind.EXPO and titles[0] != "报到":
            orders = sorted({(span, item.kind == "group") for span, item in zip(spans, plan.items, strict=True)})
            assert all(one[0][1] <= other[0][0] for one, other in pairwise(orders)), (begin, end, titles)


@pytest.mark.one_engine
def test_a_day_from_nine_to_five_has_the_whole_agenda_of_a_seminar_and_says_what_is_left_out():
    begins = datetime(2026, 5, 13, 1, 0, tzinfo=UTC)
    plan = skeleton(EventKind.SEMINAR, begins, begins + timedelta(hours=8), "Asia/Shanghai")

    assert [(item.start, item.minutes, item.title["zh"]) for item in plan.items] == [
        ("09:00", 20, "开幕、致辞"),
        ("09:20", 50, "工作报告"),
        ("10:10", 20, "茶歇、合影"),
        ("10:30", 90, "省际交流（一）"),
        ("12:00", 90, "午餐"),
        ("13:30", 70, "典型案例介绍"),
        ("14:40", 20, "茶歇"),
        ("15:00", 90, "分组讨论：第一组"),
        ("15:00", 90, "分组讨论：第二组"),
        ("15:00", 90, "分组讨论：第三组"),
        ("16:30", 30, "小结讲话"),
    ]
    assert [title["zh"] for title in plan.left_out] == [
        "晚餐", "省际交流（二）", "分组汇报", "茶歇", "政策解读与招商推介", "午餐", "现场考察",
    ]  # fmt: skip


@pytest.mark.one_engine
@pytest.mark.parametrize("kind", EventKind)
@pytest.mark.parametrize("days", [1, 2, 4])
def test_no_item_of_the_kind_is_lost_it_is_in_the_agenda_or_named_as_left_out(kind, days):
    template = template_of(kind)
    usual = Counter(item.title["zh"] for day in template.days for item in day)
    for begin, end in HOURS:
        begins = datetime.fromisoformat(f"2026-05-13T{begin}+08:00")
        ends = datetime.fromisoformat(f"2026-05-13T{end}+08:00") + timedelta(days=days - 1)
        plan = skeleton(kind, begins, ends, "Asia/Shanghai")
        arrived = Counter(item.title["zh"] for item in template.arrival if days > 1 and begins.hour >= 12)

        shown = Counter(item.title["zh"] for item in plan.items) + Counter(title["zh"] for title in plan.left_out)

        assert shown == usual + arrived, (begin, end)


def test_a_new_event_is_a_draft_with_what_its_kind_brings(told):
    owner = make_user(may_create_events=True)
    event = created(owner, kind=EventKind.MATCHMAKING)
    found = find_event("smart-manufacturing-seminar-2026")
    assert (found.status, found.approval, found.sequence, found.kind) == (
        EventStatus.DRAFT,
        Approval.REVIEW,
        0,
        EventKind.MATCHMAKING,
    )
    assert found.fields["email"] == "required"
    assert [question.key for question in found.questions] == ["listing_side", "listing_text"]
    assert [host.name for host in found.hosts] == [{"zh": "办公室"}]
    assert find_role(event.id, owner.id) is TeamRole.OWNER
    assert [entry.action for entry in list_entries(event.id)] == ["created"]
    (signal, sender, values) = told[0]
    assert (signal, sender, values["skeleton"][0].title["zh"]) == ("created", event, "开幕、致辞")


def test_two_events_of_one_title_get_two_addresses(app):
    assert [created().slug, created().slug] == [
        "smart-manufacturing-seminar-2026",
        "smart-manufacturing-seminar-2026-2",
    ]


def test_a_new_event_is_found_by_its_words_once_it_is_public(app):
    event = created()
    event.status = EventStatus.PUBLISHED
    db.session.commit()
    assert list_upcoming(EventFilter(q="smart 上海 会议中心"), at=NOON).rows == [event]


def test_who_may_not_create_events_creates_none(app):
    with pytest.raises(NotAllowed):
        created(make_user())
    assert find_event("smart-manufacturing-seminar-2026") is None


def test_an_event_that_ends_before_it_begins_is_refused_and_nothing_is_kept(app):
    with pytest.raises(Refusal) as refused:
        created(ends_at=MORNING - timedelta(hours=1))
    assert refused.value.field == "ends_at"
    assert find_event("smart-manufacturing-seminar-2026") is None


def full_event() -> Event:
    event = make_event(
        title={"zh": "年度研讨会", "en": "Annual Seminar"},
        capacity=130,
        sequence=4,
        agenda_published=True,
        registration_closes_at=NOON + timedelta(days=40),
        hosts=[HostBody(role=HostRole.HOST, name={"zh": "办公室"}, position=0)],
        units=[InvitedUnit(unit_code="310000", quota=12)],
        sectors=[EventSector(code="C36")],
        tracks=[Track(name={"zh": "争高端"}, position=0)],
        questions=[Question(key="q7", label={"zh": "车牌"}, position=0)],
        deadlines=[Deadline(label={"zh": "回执"}, due_at=NOON + timedelta(days=30))],
        notices=[Notice(title={"zh": "通知"}, number="样例函1号", published_on=date(2026, 4, 1))],
    )
    event.venues = [Venue(name={"zh": "会议中心"}, position=0)]
    event.venues[0].rooms = [Room(event_id=event.id, name={"zh": "一号厅"}, capacity=90, position=0)]
    db.session.commit()
    with transaction():
        add_file(
            event, make_file("议程.pdf", b"%PDF-1.7 x"), title={"zh": "议程"}, is_public=True, act=Act(SYSTEM, NOON)
        )
    return event


def test_a_copy_has_everything_but_registrations_with_all_dates_moved(told):
    source, owner = full_event(), make_user(may_create_events=True)
    viewer = make_member(source, TeamRole.VIEWER)
    with transaction():
        copy = clone(source, owner, days=364, act=Act(SYSTEM, NOON))
    db.session.expire_all()
    year = timedelta(days=364)
    assert (copy.status, copy.sequence, copy.agenda_published, copy.slug) == (
        EventStatus.DRAFT,
        0,
        False,
        "annual-seminar-2027",
    )
    assert (copy.starts_at, copy.ends_at) == (source.starts_at + year, source.ends_at + year)
    assert copy.registration_closes_at == source.registration_closes_at + year
    assert copy.uid != source.uid
    assert (copy.title, copy.capacity, copy.cloned_from_id) == (source.title, 130, source.id)
    assert [(unit.unit_code, unit.quota) for unit in copy.units] == [("310000", 12)]
    assert [sector.code for sector in copy.sectors] == ["C36"]
    assert [question.key for question in copy.questions] == ["q7"]
    assert [one.due_at for one in copy.deadlines] == [NOON + timedelta(days=394)]
    assert [(one.published_on, one.number) for one in copy.notices] == [(date(2027, 3, 31), "")]
    assert [room.name for venue in copy.venues for room in venue.rooms] == [{"zh": "一号厅"}]
    assert [(one.filename, one.sha256) for one in copy.attachments] == [
        (one.filename, one.sha256) for one in source.attachments
    ]
    assert (find_role(copy.id, owner.id), find_role(copy.id, viewer.id)) == (TeamRole.OWNER, TeamRole.VIEWER)
    (signal, sender, values) = told[-1]
    old_room, new_room = source.venues[0].rooms[0].id, copy.venues[0].rooms[0].id
    assert (signal, sender, values["days"], values["rooms"]) == ("cloned", copy, 364, {old_room: new_room})
    assert values["tracks"] == {source.tracks[0].id: copy.tracks[0].id}


def test_a_copy_keeps_the_time_of_day_where_the_clock_changes(app):
    before_change = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
    source = make_event(timezone="Europe/Berlin", starts_at=before_change, ends_at=before_change + timedelta(hours=8))
    with transaction():
        copy = clone(source, make_admin(), days=60, act=Act(SYSTEM, NOON))
    assert copy.starts_at == datetime(2026, 4, 30, 7, 0, tzinfo=UTC)


def test_a_copy_ten_years_away_is_refused(app):
    source = make_event()
    with pytest.raises(Refusal), transaction():
        clone(source, make_admin(), days=4000, act=Act(SYSTEM, NOON))
    assert db.session.query(Event).count() == 1


def test_a_privacy_notice_of_ones_own_words_is_taken_over_and_recorded(database):
    source, proposed = make_event(), make_event()
    with transaction():
        set_privacy_notice(source, {"zh": "本会自拟规则"}, act=Act(SYSTEM, NOON))
        set_privacy_notice(proposed, default_notice(proposed), act=Act(SYSTEM, NOON))
    with transaction():
        copy, other = (clone(one, make_admin(), days=60, act=Act(SYSTEM, NOON)) for one in (source, proposed))

    (entry,) = (one for one in list_entries(copy.id) if one.object_type == "privacy_notice")
    assert [(one.version, one.text) for one in list_privacy_notices(copy)] == [(1, {"zh": "本会自拟规则"})]
    assert (entry.action, entry.changes) == ("created", {"text": [None, {"zh": "本会自拟规则"}]})
    assert list_privacy_notices(other) == []
