"""The change log is searched and taken along: an event's by its team, that of the site by administrators."""

import csv
import io

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from eventmgr.ground.db import db, transaction
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.models import ActorKind, AuditEntry
from eventmgr.tools.log.services import SYSTEM, Act, Actor, record
from tests.factories import NOON, make_admin, make_event, make_member, make_user

pytestmark = pytest.mark.usefixtures("frozen")
SITE = "/manage/changes/"


@pytest.fixture
def event(database):
    """An event whose log tells of three people, and of an account beside it."""
    event = make_event(slug="seminar")
    account = make_user(name="钱账号")
    with transaction():
        by = Actor(ActorKind.PARTICIPANT, 9, "张三")
        told = {"event_id": event.id, "changes": {"title": [{"zh": "旧名_100%"}, {"zh": "新名"}]}}
        record(Act(by, NOON), "changed", event, object_name="=张三的活动", reason="台风将至", **told)
        record(Act(SYSTEM, NOON), "changed", event, object_name="李四的活动", **told)
        record(Act(SYSTEM, NOON), "changed", account, object_name="钱账号", changes={"name": ["赵", "钱账号"]})
    return event


def history(event):
    return f"/manage/events/{event.slug}/history/"


def rows_of(answer):
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


def last_entry():
    db.session.expire_all()
    return db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()


@pytest.mark.parametrize(("word", "found"), [("张三", 1), ("的活动", 2), ("台风", 0), ("100%", 0), ("%", 0), ("_", 0)])
def test_the_history_of_an_event_is_searched_by_the_names_in_it(client, sign_in, event, word, found):
    sign_in(make_member(event, TeamRole.OWNER))
    path = f"{history(event)}export.csv"

    assert client.get(history(event), query_string={"q": word}).status_code == 200
    assert len(rows_of(client.get(path, query_string={"lang": "zh", "q": word}))) == found + 1


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("张三", 1),
        ("的活动", 2),
        ("台风", 1),
        ("旧名_100%", 2),
        ("%", 2),
        ("\\", 0),
        ("钱账号", 1),
        ("赵", 1),
        ("没有", 0),
    ],
)
def test_the_log_of_the_site_is_searched_by_any_word_in_it(client, sign_in, event, word, found):
    sign_in(make_admin())
    page = client.get(SITE, query_string={"q": word}).text
    rows = rows_of(client.get(f"{SITE}export.csv", query_string={"q": word}))

    assert (len(rows), page.count("<tr>")) == (found + 1, found + 1 if found else 0)


def test_the_log_of_the_site_is_narrowed_by_object_person_and_day(client, sign_in, event):
    sign_in(make_admin())

    def count(**asked):
        return len(rows_of(client.get(f"{SITE}export.csv", query_string=asked))) - 1

    counts = [
        count(kind="user_account:changed"),
        count(who="participant"),
        count(day="2026-04-01"),
        count(day="2026-04-02"),
    ]
    assert counts == [1, 1, 3 + 2, 0]  # the exports before are entries of that day too
    assert client.get(SITE, query_string={"day": "gestern"}).status_code == 400


def test_a_name_that_a_role_does_not_read_is_not_found_either(client, sign_in, event):
    with transaction():
        db.session.add(
            AuditEntry(
                at=NOON, actor_kind=ActorKind.SYSTEM, event_id=event.id, object_type="team_invitation", object_id=1,
                object_name="geheim@example.com", action="created",
            )
        )  # fmt: skip
    found = []
    for role in (TeamRole.VIEWER, TeamRole.REGISTRAR, TeamRole.OWNER):
        sign_in(make_member(event, role))
        found.append(client.get(history(event), query_string={"q": "geheim"}).text.count("<tr>") > 0)

    assert found == [False, False, True]


@pytest.mark.parametrize(("lang", "head", "said"), [("zh", "操作人", "无 → "), ("en", "By whom", "Title: ")])
def test_an_export_is_in_the_readers_language_and_itself_an_entry(client, sign_in, event, lang, head, said):
    owner = make_member(event, TeamRole.OWNER)
    sign_in(owner)
    answer = client.get(f"{history(event)}export.xlsx", query_string={"lang": lang, "q": "张三", "who": "participant"})
    sheet = load_workbook(io.BytesIO(answer.data)).active
    heads, row, *rest = list(sheet.values)
    entry = last_entry()

    assert (rest, head in heads) == ([], True)
    assert ("=张三的活动" in row, row[1].isoformat()) == (True, "2026-04-01T12:00:00")
    assert "旧名_100% → 新名" in row[heads.index(heads[-2])]
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert (entry.action, entry.actor_id, entry.event_id) == ("log_exported", owner.id, event.id)
    assert entry.changes == {
        "log_filter.q": [None, "…"],
        "log_filter.who": [None, "participant"],
        "log_format": [None, "xlsx"],
        "log_columns": [None, "number,time,who,object,action,name,changes,reason"],
        "rows": [None, 1],
    }
    page = client.get(history(event), query_string={"lang": lang}).text
    assert {"zh": "导出变更记录", "en": "change log exported"}[lang] in page


def test_the_log_of_the_site_says_of_which_event_it_tells_and_its_export_is_an_entry(client, sign_in, event):
    admin = make_admin()
    sign_in(admin)
    rows = rows_of(client.get(f"{SITE}export.csv", query_string={"lang": "zh"}))
    entry = last_entry()

    title = event.title["zh"]
    assert [row[rows[0].index("活动")] for row in rows[1:]].count(title) == 2
    assert any("'=张三的活动" in row for row in rows), "no formula in a spreadsheet"
    assert (entry.object_type, entry.actor_id, entry.changes["rows"]) == ("user_account", admin.id, [None, 3])
    assert title in client.get(SITE).text


def test_a_long_log_is_exported_whole_and_in_order(client, sign_in, event, monkeypatch):
    monkeypatch.setattr("eventmgr.tools.log.queries._AT_ONCE", 2)
    sign_in(make_admin())
    rows = rows_of(client.get(f"{SITE}export.csv"))

    numbers = [int(row[0]) for row in rows[1:]]
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) == 3


@pytest.mark.parametrize("kind", ["²", "nothing:changed", "user_account:vanished"])
def test_a_kind_that_no_log_has_is_refused_by_name_and_nothing_is_exported(client, sign_in, event, kind):
    sign_in(make_member(event, TeamRole.OWNER))
    before = last_entry().id

    answers = [client.get(f"{history(event)}{page}", query_string={"kind": kind}) for page in ("", "export.csv")]

    assert [answer.status_code for answer in answers] == [400, 400]
    assert (kind[:20] in answers[0].text, last_entry().id) == (True, before)
