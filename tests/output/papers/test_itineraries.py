"""Personal itineraries: what stands on whose, and who reads them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from eventmgr.event.agenda.models import ItemKind
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.letters.writing import check_in_code, my_token
from eventmgr.ground.db import db
from eventmgr.ground.i18n import speaking
from eventmgr.identity.team.roles import TeamRole
from eventmgr.on_site.signup.models import Signup, SignupState
from eventmgr.output.papers.contents import Attendee
from eventmgr.output.papers.itineraries import document, queries
from eventmgr.output.papers.itineraries.contents import Itineraries, Itinerary, Line
from eventmgr.output.papers.itineraries.papers import ITINERARIES
from eventmgr.output.papers.itineraries.queries import get_itineraries
from eventmgr.programme.study_visits.panels import OwnStop
from tests.factories import NOON, keep, make_event, make_item, make_member, make_person, make_registration
from tests.output.papers.samples import RARE, make_occasion, read_pdf, text_of

PATH = "/manage/events/sample/reports/itineraries"


@pytest.mark.usefixtures("speech")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_has_a_page_with_the_days_in_order(lang: str):
    lines = (Line("1", "5月13日", "08:30—09:00", "开幕式", "一号厅"), Line("2", "5月14日", "09:00", "总结"))
    people = [Itinerary(Attendee(name, "样例公司", "处长", "代表"), "上海市", "ABC", lines) for name in RARE]

    pages = read_pdf(document.build(Itineraries(make_occasion(), tuple(people)), lang=lang)).pages

    texts = [page.extract_text().replace("　", "") for page in pages]
    assert [name in text for name, text in zip(RARE, texts, strict=True)] == [True] * len(RARE)
    assert all(
        text.index("5月13日") < text.index("开幕式") < text.index("5月14日") < text.index("总结") for text in texts
    )


@pytest.fixture
def event(database):
    return make_event(slug="sample", title={"zh": "样例研讨会", "en": "Sample"}, agenda_published=True)


def attend(event, name: str, **values):
    return make_registration(event, make_person(name), **values)


def lines_of(event) -> dict[str, list[str]]:
    with speaking("zh"):
        found = get_itineraries(event, "zh", sees=ITINERARIES.also).itineraries
    return {one.person.name: [line.title for line in one.lines] for one in found}


def test_of_parallel_groups_only_the_own_one_stands_there_and_no_single_talks(event):
    one, _other = attend(event, "张三"), attend(event, "李四")
    later = NOON + timedelta(hours=1)
    last = make_item(
        event, title={"zh": "总结"}, starts_at=later + timedelta(hours=2), ends_at=later + timedelta(hours=3)
    )
    make_item(event, title={"zh": "发言"}, parent_id=last.id, starts_at=last.starts_at, ends_at=last.ends_at)
    groups = [
        make_item(event, kind=ItemKind.GROUP, title={"zh": name}, starts_at=later, ends_at=later + timedelta(hours=1))
        for name in ("汽车组", "化工组")
    ]
    keep(Signup(registration_id=one.id, item_id=groups[0].id, state=SignupState.HELD, asked_at=NOON))

    assert lines_of(event) == {"张三": ["汽车组", "总结"], "李四": ["总结"]}


def test_the_own_group_stands_in_place_of_the_item_around_it(event):
    one = attend(event, "张三")
    attend(event, "李四")
    panel = make_item(event, title={"zh": "分组研讨"}, starts_at=NOON, ends_at=NOON + timedelta(hours=1))
    group = make_item(
        event, kind=ItemKind.GROUP, title={"zh": "汽车组"}, parent_id=panel.id, starts_at=panel.starts_at, ends_at=panel.ends_at
    )  # fmt: skip
    keep(Signup(registration_id=one.id, item_id=group.id, state=SignupState.HELD, asked_at=NOON))

    assert lines_of(event) == {"张三": ["汽车组"], "李四": ["分组研讨"]}


def test_of_visits_at_the_same_time_only_the_own_one_stands_there(event, monkeypatch):
    one = attend(event, "张三")
    attend(event, "李四")
    plant, lab = (
        make_item(event, kind=ItemKind.VISIT, title={"zh": name}, starts_at=NOON, ends_at=NOON + timedelta(hours=3))
        for name in ("车间", "实验室")
    )
    at = {"starts_at": lab.starts_at, "ends_at": lab.ends_at}
    own = {one.id: {plant.id: OwnStop(plant.id, **at), lab.id: OwnStop(lab.id, **at, is_placed=True)}}
    monkeypatch.setattr(queries, "own_stops", lambda _event_id: own)

    assert lines_of(event) == {"张三": ["实验室"], "李四": ["车间", "实验室"]}


def test_own_meetings_stand_among_the_items_by_their_time(event, monkeypatch):
    one = attend(event, "张三")
    later = NOON + timedelta(hours=1)
    make_item(event, title={"zh": "开幕"}, starts_at=NOON, ends_at=later)
    make_item(event, title={"zh": "总结"}, starts_at=later + timedelta(hours=1), ends_at=later + timedelta(hours=2))
    meeting = Line(later.isoformat(), "1日", "13:00", "与甲公司洽谈", "3号桌")
    monkeypatch.setattr(queries, "_meetings_of", lambda _event, _lang: {one.id: [meeting]})

    assert lines_of(event) == {"张三": ["开幕", "与甲公司洽谈", "总结"]}


def test_a_participant_finds_the_own_one_on_the_own_page_and_nobody_elses(client, event):
    one, other = attend(event, "张三"), attend(event, "李四")
    make_item(event, title={"zh": "开幕式", "en": "Opening"})
    path = f"/my/{my_token(one)}/itinerary.pdf"

    page, answer = client.get(f"/my/{my_token(one)}/?lang=zh").text, client.get(f"{path}?lang=zh")

    text = text_of(answer.data).replace("　", "")
    assert (path in page, answer.status_code, answer.headers["Cache-Control"]) == (True, 200, "private, no-store")
    assert [word in text for word in ("张三", "开幕式", other.name)] == [True, True, False]
    with speaking("zh"):
        assert {one.person.name: one.code for one in get_itineraries(event, "zh", sees=ITINERARIES.also).itineraries}[
            "张三"
        ] == check_in_code(one)


@pytest.mark.parametrize("why", ["waits", "unpublished", "restricted"])
def test_without_a_place_or_a_published_agenda_there_is_none(client, event, why: str):
    one = attend(event, "张三", status=Status.PENDING if why == "waits" else Status.CONFIRMED)
    event.agenda_published = why != "unpublished"
    one.restricted_at = NOON if why == "restricted" else None
    db.session.commit()
    path = f"/my/{my_token(one)}/itinerary.pdf"

    assert (client.get(path).status_code, path in client.get(f"/my/{my_token(one)}/").text) == (404, False)


def test_organizers_print_all_and_the_desk_one(client, sign_in, event):
    one = attend(event, "张三")
    attend(event, "李四", unit_code="440000", province_code="440000")
    sign_in(make_member(event, TeamRole.EDITOR))

    page = client.get(f"{PATH}/?lang=zh").text
    pages = [len(read_pdf(client.get(f"{PATH}.pdf{asked}").data).pages) for asked in ("", "?unit=440000")]
    sign_in(make_member(event, TeamRole.CHECK_IN))
    codes = [client.get(f"{PATH}.pdf{asked}").status_code for asked in ("", f"?only={one.id}")]

    assert ('name="unit"' in page, 'name="of"' in page, pages, codes) == (True, False, [2, 1], [403, 200])


def test_they_take_as_many_statements_however_many_come(client, sign_in, event, count_statements):
    sign_in(make_member(event, TeamRole.OWNER))
    counts = []
    for _ in range(2):
        for _ in range(5):
            attend(event, "张三")
            make_item(event)
        with count_statements() as statements:
            client.get(f"{PATH}.pdf")
        counts.append(len(statements))

    assert counts[0] == counts[1] <= 41
