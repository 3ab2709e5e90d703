"""What was printed is kept as digests; afterwards only those are printed whose part has changed, and it is said why."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.retaining.services.forgetting import delete
from eventmgr.ground.db import db
from eventmgr.ground.features import holdings, laws, periods
from eventmgr.ground.i18n import speaking
from eventmgr.identity.team.roles import TeamRole
from eventmgr.output.papers.kept.comparing import GONE, NEW, Printed, compare
from eventmgr.output.papers.kept.digests import digests_of
from eventmgr.output.papers.kept.models import PaperPrint, PrintedPart
from eventmgr.tools.log.queries import list_entries
from eventmgr.tools.log.services import SYSTEM, Act
from tests.factories import NOON, keep, make_event, make_item, make_member, make_person, make_registration
from tests.output.papers.samples import text_of

PATH = "/manage/events/sample/reports"


def test_reasons_are_fields_that_differ_and_new_and_gone():
    before = {
        1: Printed({"name": "a", "unit": "b"}),
        2: Printed({"name": "a"}),
        3: Printed({}, is_gone=True),
        4: Printed({}),
    }
    now = {1: {"name": "x", "unit": "b", "type": "c"}, 3: {"name": "a"}, 4: {"name": "a"}, 5: {"name": "a"}}

    assert compare(now, before) == {1: ("name",), 2: (GONE,), 3: (NEW,), 4: (NEW,), 5: (NEW,)}


_PARTS = st.dictionaries(st.integers(1, 6), st.dictionaries(st.sampled_from(["name", "unit"]), st.sampled_from("ab")))


@given(_PARTS)
@pytest.mark.soak
def test_what_was_just_printed_has_not_changed(parts):
    assert {
        key for key, why in compare(parts, {key: Printed(one) for key, one in parts.items()}).items() if parts[key]
    } == set()


@pytest.fixture
def event(database):
    return make_event(slug="sample", title={"zh": "样例研讨会", "en": "Sample seminar"}, agenda_published=True)


@pytest.fixture
def office(event, client, sign_in):
    sign_in(make_member(event, TeamRole.EDITOR))
    return client


def attend(event, name: str, **values):
    return make_registration(event, make_person(name), **values)


def printed_names(answer) -> set[str]:
    text = text_of(answer.data).replace("　", "")
    return {name for name in ("张三", "李四", "王五", "赵六", "钱七") if name in text}


@pytest.mark.parametrize("paper", ["badges", "deskcards", "signin", "roster"])
def test_only_those_whose_part_has_changed_are_printed_again(office, event, paper: str):
    people = {name: attend(event, name) for name in ("张三", "李四", "王五")}
    office.get(f"{PATH}/{paper}.pdf?print=1&lang=zh")
    people["李四"].name = "钱七"
    people["王五"].status = Status.WITHDRAWN
    new = attend(event, "赵六")
    db.session.commit()

    page = office.get(f"{PATH}/{paper}/changes/?lang=zh").text
    again = office.get(f"{PATH}/{paper}.pdf?print=1&lang=zh&changed=1")
    after = office.get(f"{PATH}/{paper}.pdf?print=1&lang=zh&changed=1")

    assert printed_names(again) == {"钱七", "赵六"}
    assert [word in page for word in ("钱七", "赵六", "王五", "姓名", "新增", "已不在名单", "张三")] == [True] * 6 + [
        False
    ]
    assert (after.status_code, after.headers["Location"]) == (303, f"{PATH}/{paper}/changes/?lang=zh")
    latest = db.session.scalars(select(PaperPrint).order_by(PaperPrint.id.desc())).first()
    parts = db.session.scalars(select(PrintedPart).where(PrintedPart.print_id == latest.id)).all()
    assert {(one.registration_id, one.is_gone) for one in parts} == {
        (people["李四"].id, False), (new.id, False), (people["王五"].id, True),
    }  # fmt: skip


def test_nothing_of_a_person_can_be_read_in_what_is_kept(office, event):
    one = attend(event, "张三")
    office.get(f"{PATH}/badges.pdf?print=1")

    [part] = db.session.scalars(select(PrintedPart))
    assert set(part.digests) == {"name", "organization", "title", "unit", "type", "code", "seat"}
    assert {len(digest) for digest in part.digests.values()} == {16}
    same = digests_of({one.id: {"name": "张三"}}), digests_of({one.id + 1: {"name": "张三"}})
    assert same[0][one.id]["name"] != same[1][one.id + 1]["name"]


def test_each_reason_is_told_and_each_language_counts_by_itself(office, event):
    one = attend(event, "张三")
    office.get(f"{PATH}/badges.pdf?print=1&lang=zh")
    one.title, one.role, one.link_version = "院长", Role.EXPERT, 9
    db.session.commit()

    pages = {lang: office.get(f"{PATH}/badges/changes/?lang={lang}").text for lang in ("zh", "en")}

    assert "职务、参会身份、签到码" in pages["zh"]
    assert ">new<" in pages["en"].replace("\n", "")


def test_sheets_of_two_items_are_two_papers(office, event):
    attend(event, "张三")
    items = [make_item(event).id for _ in range(2)]
    office.get(f"{PATH}/signin.pdf?print=1&of=item-{items[0]}")

    pages = [office.get(f"{PATH}/signin/changes/?of=item-{number}").text for number in items]

    assert ["张三" in page for page in pages] == [False, True]


def test_opening_a_paper_is_no_printing_and_the_log_names_the_paper(office, event):
    attend(event, "张三")
    for name in ("badges", "itineraries"):
        assert office.get(f"{PATH}/{name}.pdf?lang=zh").status_code == 200
    opened = office.get(f"{PATH}/prints/?lang=zh").text, office.get(f"/manage/events/{event.slug}/?lang=zh").text
    office.get(f"{PATH}/badges.pdf?lang=zh&print=1")
    page = office.get(f"/manage/events/{event.slug}/?lang=zh").text
    history = office.get(f"/manage/events/{event.slug}/history/?lang=zh").text

    assert [one.paper for one in db.session.scalars(select(PaperPrint))] == ["badges"]
    assert ("胸卡" in opened[0], "查看：胸卡" in opened[1]) == (False, False)
    assert ("打印：胸卡" in page, "查看：" in page) == (True, False)
    assert [word in history for word in ("打印：胸卡", "查看：胸卡", "查看：个人日程")] == [True] * 3


def test_a_printing_that_was_only_looked_at_is_taken_back_and_a_viewer_cannot(office, event, sign_in):
    attend(event, "张三")
    office.get(f"{PATH}/badges.pdf?print=1&lang=zh")
    [row] = db.session.scalars(select(PaperPrint))
    number = row.id
    page = office.get(f"{PATH}/prints/?lang=zh").text

    answer = office.post(f"{PATH}/prints/{number}/discard")
    changes = office.get(f"{PATH}/badges/changes/?lang=zh").text
    sign_in(make_member(event, TeamRole.VIEWER))
    refused = office.post(f"{PATH}/prints/{number}/discard").status_code

    assert ("所有人" in page, answer.status_code, "张三" in changes, refused) == (True, 303, True, 403)
    assert "print_discarded" in [one.action for one in list_entries(event.id)]


def test_parts_of_who_is_gone_are_noted_where_nothing_is_printed(office, event):
    one = attend(event, "张三")
    office.get(f"{PATH}/badges.pdf?print=1&lang=zh")
    one.status = Status.WITHDRAWN
    db.session.commit()

    before = office.get(f"{PATH}/badges/changes/?lang=zh").text
    office.post(f"{PATH}/badges/taken-out?lang=zh")
    after = office.get(f"{PATH}/badges/changes/?lang=zh").text
    one.status = Status.CONFIRMED
    db.session.commit()
    back = office.get(f"{PATH}/badges/changes/?lang=zh").text

    assert [("张三" in page, "新增" in page) for page in (before, after, back)] == [
        (True, False),
        (False, False),
        (True, True),
    ]


def test_what_is_known_of_a_person_goes_with_them_and_the_rest_in_time(office, event):
    one = attend(event, "张三")
    office.get(f"{PATH}/badges.pdf?print=1&lang=zh")
    with speaking("zh"):
        copy = holdings()["prints"].read(one.id)

    delete(event, one, reason="测试", act=Act(SYSTEM, NOON))
    db.session.commit()

    [part] = db.session.scalars(select(PrintedPart))
    assert ([row["paper"] for row in copy], part.digests) == (["胸卡"], {})
    period = periods()["prints"]
    late = event.ends_at + timedelta(days=31 * 40)
    assert (period.list_due(event.ends_at), [due.n for due in period.list_due(late)]) == ([], [1])
    assert (period.delete_some(late, 10), period.list_due(late)) == (1, [])


def test_a_part_about_somebody_of_another_event_is_found(event):
    other = make_registration(make_event(slug="other"), make_person("李四"))
    row = keep(PaperPrint(event_id=event.id, paper="badges", language="zh", printed_at=NOON, people=1, is_whole=True))
    assert laws()["printings"]() == []
    keep(PrintedPart(print_id=row.id, registration_id=other.id, digests={}))

    assert laws()["printings"]() == [f"printing {row.id}: part about registration {other.id} of another event"]


def test_pages_of_printings_take_as_many_statements_however_many_come(office, event, count_statements):
    counts = []
    for _ in range(2):
        for _ in range(5):
            attend(event, "张三")
        office.get(f"{PATH}/badges.pdf?print=1")
        for path in ("prints/", "badges/changes/"):
            with count_statements() as statements:
                office.get(f"{PATH}/{path}")
            counts.append(len(statements))

    assert counts[:2] == counts[2:]
