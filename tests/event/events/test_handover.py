"""The hand-over page and the filters of the history: what somebody who takes over an event has to find."""

from datetime import UTC, datetime, timedelta

import pytest

from eventmgr.event.events.models import Deadline, Event
from eventmgr.event.quotas.models import Status
from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.outcomes.models import ActionItem, ActionItemStatus
from eventmgr.tools.log.models import ActorKind, AuditEntry
from tests.conftest import client_of
from tests.factories import NOON, keep, make_event, make_member, make_registration


@pytest.fixture
def event(app, frozen):
    return make_event(timezone="Asia/Shanghai")


def page_of(event, part="handover/", **query) -> str:
    return f"/manage/events/{event.slug}/{part}" + (
        "?" + "&".join(f"{k}={v}" for k, v in query.items()) if query else ""
    )


def stored_note(event) -> str:
    db.session.rollback()
    return db.session.query(Event.handover_note).filter_by(id=event.id).scalar()


def test_the_page_says_what_is_open_what_is_due_and_who_is_in_the_team(client, sign_in, event):
    make_registration(event, status=Status.PENDING)
    keep(Deadline(event_id=event.id, label={"zh": "提交发言材料"}, due_at=NOON + timedelta(days=2)))
    keep(Deadline(event_id=event.id, label={"zh": "早已过去"}, due_at=NOON - timedelta(days=2)))
    for text, status in (("落实用地", ActionItemStatus.OPEN), ("已办结事项", ActionItemStatus.DONE)):
        keep(ActionItem(event_id=event.id, text={"zh": text}, owner={}, status=status, created_at=NOON))
    owner = make_member(event, TeamRole.OWNER)
    sign_in(make_member(event, TeamRole.DEPUTY))

    zh, en = (client.get(page_of(event, lang=lang)).text for lang in ("zh", "en"))

    told = ("提交发言材料", "落实用地", owner.email, "1 人待审核</a>", "早已过去", "已办结事项")
    assert [word in zh for word in told] == [True, True, True, True, False, False]
    assert ("1 registration awaits review</a>" in en, "Last changes" in en) == (True, True)


def test_what_is_open_is_said_once_and_whose_turn_it_is_decides_where(client, sign_in, event):
    """The hand-over page tells all of it to every member, the overview what the reader may settle."""
    make_registration(event, status=Status.PENDING)
    make_registration(event, status=Status.WAITLISTED)
    made = {"owner": {"zh": "发展改革委"}, "status": ActionItemStatus.OPEN, "created_at": NOON}
    keep(ActionItem(event_id=event.id, text={"zh": "落实用地"}, due_on=NOON.date(), **made))
    told = {
        role: [
            _between(sign_in(make_member(event, role)).get(page_of(event, page)).text, 'id="open"') for page in PAGES
        ]
        for role in (TeamRole.OWNER, TeamRole.EDITOR, TeamRole.VIEWER)
    }

    expected = ["1 人待审核", "1 人候补中", "1 项议定事项未完成"]
    assert {role: [[words in part for words in expected] for part in parts] for role, parts in told.items()} == {
        TeamRole.OWNER: [[True, True, True], [True, False, True]],
        TeamRole.EDITOR: [[True, True, True], [False, False, True]],
        TeamRole.VIEWER: [[True, True, True], [False, False, False]],
    }
    assert "落实用地 · 发展改革委 · 2026年4月1日" in told[TeamRole.VIEWER][0]
    assert "落实用地" not in told[TeamRole.OWNER][1]


def test_nothing_open_is_said_on_the_hand_over_page(client, sign_in, event):
    sign_in(make_member(event, TeamRole.VIEWER))

    assert "没有未处理的事项。" in _between(client.get(page_of(event)).text, 'id="open"')


PAGES = ("handover/", "")


def _between(page: str, mark: str) -> str:
    return page.partition(mark)[2].partition("</section>")[0]


def test_members_write_the_note_and_the_history_says_so(client, sign_in, event):
    sign_in(make_member(event, TeamRole.CHECK_IN))
    before = client.get(f"/events/{event.slug}/").text

    answer = client.post(page_of(event), data={"handover_note": "钥匙在前台\n<b>第二行</b>"})
    shown, told = client.get(page_of(event)).text, client.get(page_of(event, "history/")).text

    assert (answer.status_code, stored_note(event)) == (303, "钥匙在前台\n<b>第二行</b>")
    assert ("钥匙在前台" in shown, "<b>第二行" in shown, "交接备注" in told) == (True, False, True)
    assert client.get(f"/events/{event.slug}/").text == before
    client.post(page_of(event), data={"handover_note": "钥匙在前台\n<b>第二行</b>"})
    assert db.session.query(AuditEntry).filter_by(event_id=event.id, action="changed").count() == 1


def test_a_viewer_reads_the_note_and_writes_none(client, sign_in, event):
    event.handover_note = "只读内容"
    db.session.commit()
    sign_in(make_member(event, TeamRole.VIEWER))

    page, sent = client.get(page_of(event)).text, client.post(page_of(event), data={"handover_note": "x"})

    assert ("只读内容" in page, "<textarea" in page) == (True, False)
    assert (sent.status_code, stored_note(event)) == (403, "只读内容")


def test_a_note_that_is_too_long_is_refused_and_kept_in_the_form(client, sign_in, event):
    sign_in(make_member(event, TeamRole.EDITOR))

    answer = client.post(page_of(event), data={"handover_note": "长" * 5001})

    assert (answer.status_code, "长" * 5001 in answer.text, stored_note(event)) == (422, True, "")


def test_two_who_write_at_once_are_shown_both_notes(client, app, sign_in, event):
    sign_in(make_member(event, TeamRole.EDITOR))
    text = client.get(page_of(event)).text
    seen = text.partition('name="seen" value="')[2].partition('"')[0]
    other = sign_in(make_member(event, TeamRole.EDITOR), client_of(app))
    other.post(page_of(event), data={"handover_note": "别人的"})

    answer = client.post(page_of(event), data={"handover_note": "我的", "seen": seen})

    assert (answer.status_code, stored_note(event)) == (409, "别人的")
    assert ("别人的" in answer.text, "我的" in answer.text) == (True, True)


@pytest.fixture
def trail(event):
    """Entries of two days, three kinds of actor and two kinds of object."""

    def add(name, *, at=NOON, kind=ActorKind.USER, actor=7, who="李敏", table="registration", action="confirmed"):
        told = {"object_type": table, "object_id": 1, "action": action, "object_name": name, "event_id": event.id}
        db.session.add(AuditEntry(at=at, actor_kind=kind, actor_id=actor, actor_name=who, **told))

    add("张三", kind=ActorKind.PARTICIPANT, actor=None, who="张三", action="registered")
    add("赵四")
    add("钱五", actor=8, who="王芳", action="rejected")
    add("孙六", action="revoked", at=NOON - timedelta(days=1))
    add("开幕式", table="agenda_item", action="changed")
    add("午夜前", at=datetime(2026, 4, 2, 15, 59, 59, tzinfo=UTC))
    add("午夜后", at=datetime(2026, 4, 2, 16, 0, tzinfo=UTC))
    db.session.commit()
    return event


NAMES = ("张三", "赵四", "钱五", "孙六", "开幕式", "午夜前", "午夜后")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, set(NAMES)),
        ({"kind": "registration"}, {"张三", "赵四", "钱五", "孙六", "午夜前", "午夜后"}),
        ({"kind": "registration:rejected"}, {"钱五"}),
        ({"kind": "agenda_item"}, {"开幕式"}),
        ({"kind": "unknown"}, set()),
        ({"who": "8"}, {"钱五"}),
        ({"who": "participant"}, {"张三"}),
        ({"day": "2026-04-02"}, {"午夜前"}),
        ({"day": "2026-04-03"}, {"午夜后"}),
        ({"day": "2026-04-01", "who": "7", "kind": "registration"}, {"赵四"}),
    ],
)
def test_the_history_is_narrowed_by_kind_person_and_day_of_the_event(client, sign_in, trail, query, found):
    sign_in(make_member(trail, TeamRole.VIEWER))

    page = client.get(page_of(trail, "history/", **query)).text.partition("</form>")[2].partition('class="list"')
    rows = page[0] + page[2]

    assert {name for name in NAMES if name in rows} == found


def test_the_history_speaks_in_sentences(client, sign_in, trail):
    sign_in(make_member(trail, TeamRole.VIEWER))

    zh, en = (client.get(page_of(trail, "history/", lang=lang)).text for lang in ("zh", "en"))

    assert ("张三已报名" in zh, "张三 registered" in en, "赵四 was confirmed" in en) == (True, True, True)
    assert ("孙六的名额已撤销" in zh, "The place of 孙六 was withdrawn" in en) == (True, True)
    assert [f'value="{code}"' in zh for code in ("registration:rejected", "7", "8", "participant", "system")] == [
        True, True, True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "query", [{"day": "gestern"}, {"day": "9999-12-31"}, {"day": "0001-01-01"}, {"who": "x"}, {"before": "x"}]
)
def test_a_filter_that_means_nothing_is_named(client, sign_in, trail, query):
    sign_in(make_member(trail, TeamRole.VIEWER))

    answer = client.get(page_of(trail, "history/", **query))

    assert (answer.status_code, next(iter(query.values())) in answer.text) == (400, True)


def test_pages_go_on_within_the_filter_and_cost_no_more_for_more_entries(client, sign_in, event, count_statements):
    def add(number):
        told = {"object_type": "registration", "object_id": 1, "action": "confirmed", "event_id": event.id}
        who = {"actor_kind": ActorKind.USER, "actor_id": 7, "actor_name": "李敏"}
        db.session.add_all(AuditEntry(at=NOON, object_name=f"第{n}人", **told, **who) for n in range(number))
        db.session.commit()

    sign_in(make_member(event, TeamRole.VIEWER))
    add(2)
    with count_statements() as few:
        client.get(page_of(event, "history/", kind="registration"))
    add(60)
    with count_statements() as many:
        page = client.get(page_of(event, "history/", kind="registration")).text

    older = page.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert (len(many) == len(few), "kind=registration" in older) == (True, True)
    assert "第0人" in client.get(older).text
