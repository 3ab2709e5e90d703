"""What pages, lists, files and calendars say of groups."""

import csv
import io
import json
import re
from html import unescape

import openpyxl
import pytest

from eventmgr.event.agenda.models import Speaker, SpeakerRole
from eventmgr.event.registration.deciding.services.decisions import withdraw
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db, transaction
from eventmgr.ground.i18n import speaking
from eventmgr.identity.team.roles import TeamRole
from eventmgr.output.papers import queries as reports
from eventmgr.tools.log.services import Act
from eventmgr.tools.web.responses.cache import GRACE
from eventmgr.tools.web.responses.stamps import SETTLE
from tests.conftest import client_of
from tests.event.registration.applicants import OFFICE
from tests.event.registration.views import only_registration, post, typed
from tests.factories import NOON, keep, make_item, make_member
from tests.on_site.signup.groups import choose, make_asking_event, make_group, standing
from tests.output.calendars.feeds import personal_address, states, uids
from tests.output.papers.samples import read_pdf, words_of

pytestmark = pytest.mark.usefixtures("frozen")
CARS = {"zh": "汽车行业组", "en": "Automotive group"}
CHEMICALS = {"zh": "化工行业组", "en": "Chemicals group"}


@pytest.fixture
def office(sign_in):
    """`office(event)`: a signed-in member of the event's team."""
    return lambda event, role=TeamRole.REGISTRAR: sign_in(make_member(event, role))


def options(page):
    """The choices of the field `group`."""
    select = re.search(r'<select[^>]*name="group".*?</select>', page.text, re.DOTALL)[0]
    return re.findall(r"<option[^>]*>([^<>\n]+)", select)


def listed(event):
    return f"/manage/events/{event.slug}/registrations/"


def test_the_form_says_beside_each_group_how_many_places_are_left(client):
    event = make_asking_event()
    full, half = make_group(event, 1, title=CARS), make_group(event, 2, title=CHEMICALS)
    make_group(event, None, title={"zh": "综合组", "en": "General group"})
    choose(event, full)
    choose(event, half)

    zh, en = (client.get(f"/events/{event.slug}/register/?lang={lang}") for lang in ("zh", "en"))

    assert options(zh)[1:] == ["汽车行业组（名额已满，选择后列入候补）", "化工行业组（剩余名额 1 个）", "综合组"]
    assert options(en)[1:] == [
        "Automotive group (full: you join its waiting list)", "Chemicals group (1 place left)", "General group",
    ]  # fmt: skip


def test_the_kept_form_follows_every_place_that_is_taken_or_given_back(make_app, frozen):
    app = make_app()
    event = make_asking_event()
    group = make_group(event, 1, title=CARS)
    path = f"/events/{event.slug}/register/"
    pages = [client_of(app).get(path) for _ in range(2)]
    place = choose(event, group)
    frozen.shift(SETTLE + GRACE)
    pages += [client_of(app).get(path) for _ in range(2)]
    with transaction():
        withdraw(event, db.session.get(Registration, place.id), act=Act(OFFICE, NOON))
    frozen.shift(SETTLE + GRACE)
    pages += [client_of(app).get(path)]

    assert [options(page)[1] for page in pages] == [
        *["汽车行业组（剩余名额 1 个）"] * 2, *["汽车行业组（名额已满，选择后列入候补）"] * 2, "汽车行业组（剩余名额 1 个）",
    ]  # fmt: skip
    assert app.extensions["counters"].read()['eventmgr_kept_pages_total{result="hit"}'] == 2


def test_a_visitor_who_chooses_a_full_group_is_registered_and_sees_the_number_in_its_queue(client):
    event = make_asking_event()
    group = make_group(event, 1, title=CARS)
    choose(event, group)
    choose(event, group)

    answer = post(client, event, group=str(group.id))

    page = client.get(answer.headers["Location"])
    assert (answer.status_code, 'data-status="confirmed"' in page.text) == (303, True)
    assert ("“汽车行业组”名额已满，候补第 2 位。" in page.text, "<dd>汽车行业组</dd>" in page.text) == (True, True)


def test_who_has_a_place_sees_where_and_when(client):
    event = make_asking_event()
    place = choose(event, make_group(event, 1, title=CARS))

    page = client.get(f"/my/{my_token(place)}/?lang=en")

    assert "Group “Automotive group”: place confirmed." in page.text
    data = json.loads(client.get(f"/my/{my_token(place)}/data.json?lang=en").data)
    assert [note.partition(".")[0] for note in data["notes"]] == ["Group “Automotive group”: place confirmed"]
    assert "<dt>Discussion group</dt><dd>Automotive group</dd>" in page.text


def test_a_persons_copy_says_how_the_place_in_the_group_stands_and_when_it_was_asked_for(client):
    event = make_asking_event()
    group = make_group(event, title={"zh": "第一组", "en": "Group one"})
    holds, waits = choose(event, group), choose(event, group)

    def copy(registration, name):
        return client.get(f"/my/{my_token(registration)}/{name}")

    held = [copy(one, "data.json?lang=en").json["held"]["group_places"] for one in (holds, waits)]
    table = copy(waits, "data.csv?lang=zh").data.decode("utf-8-sig")

    assert held == [
        [{"group": "Group one", "state": state, "asked_at": NOON.isoformat()}]
        for state in ("Confirmed", "Waiting list")
    ]
    assert "分组报名,分组,第一组\r\n分组报名,状态,候补\r\n分组报名,申请时间,2026年4月1日" in table


def test_a_group_that_is_gone_is_named_as_wrong_and_what_was_typed_stays(client):
    event = make_asking_event()
    make_group(event)
    gone = make_group(event, is_cancelled=True)

    answer = post(client, event, group=str(gone.id))

    assert (answer.status_code, 'href="#group"' in answer.text, "欧阳·样例" in answer.text) == (422, True, True)


def test_a_participant_changes_the_group_and_the_office_does(client, office):
    event = make_asking_event()
    first, second = make_group(event, 1, title=CARS), make_group(event, 1, title=CHEMICALS)
    post(client, event, group=str(first.id))
    place = only_registration()

    own = client.post(f"/my/{my_token(place)}/edit", data=typed(group=str(second.id)))
    after_own = standing(place)
    browser = office(event)
    by_office = browser.post(f"{listed(event)}{place.id}/edit", data=typed(group=str(first.id)))

    assert (own.status_code, after_own) == (303, [(second.id, "held")])
    assert (by_office.status_code, standing(place)) == (303, [(first.id, "held")])
    shown = browser.get(f"{listed(event)}{place.id}/?lang=en").text
    assert "Discussion group : Chemicals group → Automotive group" in re.sub(
        r"\s+", " ", re.sub(r"<[^>]+>", " ", shown)
    )


def test_the_office_that_sets_fewer_places_than_are_held_is_told_so_at_the_field(office):
    event = make_asking_event()
    group = make_group(event, 2, title=CARS)
    choose(event, group)
    choose(event, group)
    browser = office(event, TeamRole.OWNER)
    page = f"/manage/events/{event.slug}/agenda/{group.id}"

    answer = browser.post(
        page,
        data={
            "kind": "group", "title-zh": "汽车行业组", "title-en": "", "starts": "2026-05-13T12:00",
            "ends": "2026-05-13T13:00", "capacity": "1",
        },
    )  # fmt: skip

    assert (answer.status_code, "本组已有 2 人占用名额" in answer.text) == (409, True)


def test_list_and_files_show_the_title_in_the_readers_language(office):
    event = make_asking_event()
    choose(event, make_group(event, 1, title=CARS))
    browser = office(event)

    page = browser.get(f"{listed(event)}?cols=group&lang=en").text
    text = browser.get(f"{listed(event)}export.csv?cols=group&lang=zh").data.decode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(browser.get(f"{listed(event)}export.xlsx?cols=group&lang=en").data))

    assert '<td class="opt">Automotive group</td>' in page
    assert [line[2] for line in csv.reader(io.StringIO(text))] == ["讨论分组", "汽车行业组"]
    assert [row[2] for row in book.active.values] == ["Discussion group", "Automotive group"]


def test_list_and_files_say_who_has_a_place_in_the_group_and_who_waits(office):
    event = make_asking_event()
    group = make_group(event, 1, title=CARS)
    choose(event, group, name="甲")
    choose(event, group, name="乙")
    browser = office(event)

    page = browser.get(f"{listed(event)}?cols=group_state&sort=created&lang=zh").text
    text = browser.get(f"{listed(event)}export.csv?cols=group_state&lang=zh").data.decode("utf-8-sig")

    assert re.findall(r'<td class="opt">(.*?)</td>', page) == ["已确认", "候补"]
    assert list(csv.reader(io.StringIO(text))) == [
        ["姓名", "单位全称", "分组名额"], ["甲", "上海样例001号电气有限公司", "已确认"], ["乙", "上海样例001号电气有限公司", "候补"],
    ]  # fmt: skip


def test_the_list_can_be_narrowed_to_a_group_or_to_those_without(office):
    event = make_asking_event()
    first, second = make_group(event, None, title=CARS), make_group(event, None, title=CHEMICALS)
    people = [choose(event, first), choose(event, second), choose(event, None)]
    browser = office(event)

    found = [
        [one.id in numbers(browser.get(f"{listed(event)}?group={value}")) for one in people]
        for value in (first.id, second.id, "-")
    ]

    assert found == [[True, False, False], [False, True, False], [False, False, True]]
    assert browser.get(f"{listed(event)}?group=%E7%BB%84").status_code == 400
    rows = browser.get(f"{listed(event)}export.csv?group={first.id}").data.decode("utf-8-sig").splitlines()
    assert len(rows) == 2


def numbers(page):
    return {int(number) for number in re.findall(r"registrations/(\d+)/", page.text)}


def test_each_group_has_a_page_with_its_leaders_and_its_members_in_official_order(office):
    event = make_asking_event(title={"zh": "样例研讨会"})
    first, second = make_group(event, 2, title=CARS), make_group(event, 9, title=CHEMICALS)
    for role, name in ((SpeakerRole.CONVENER, "赵召集"), (SpeakerRole.RECORDER, "钱记录")):
        keep(Speaker(event_id=event.id, item_id=first.id, role=role, name={"zh": name}))
    for name, unit in (("广东人", "440000"), ("北京人", "110000"), ("上海人", "310000")):
        choose(event, first, name=name, unit=unit, province=unit)
    choose(event, second, name="化工人")

    with speaking("zh"):
        data = reports.get_groups(event, "zh")
    answer = office(event).get(f"/manage/events/{event.slug}/reports/groups.pdf")

    one = data.groups[0]
    assert [(role, name.replace("\u2060", "")) for role, name in one.leaders] == [
        ("召集人", "赵召集"),
        ("记录人", "钱记录"),
    ]
    assert [member.person.name for member in one.members] == ["北京人", "广东人"]
    assert [member.person.name for member in one.waiting] == ["上海人"]
    assert (answer.status_code, len(read_pdf(answer.data).pages)) == (200, 2)
    assert {"赵召集", "北京人", "化工人"} <= set(words_of(answer.data))
    assert "groups.pdf" in office(event).get(f"/manage/events/{event.slug}/reports/").text


def test_the_personal_calendar_holds_the_chosen_one_of_groups_at_the_same_time_and_waits_with_the_person(client):
    event = make_asking_event(agenda_published=True)
    talk = make_item(event)
    chosen, other = make_group(event, 1), make_group(event, 1)
    first, second = choose(event, chosen), choose(event, chosen)

    assert uids(client.get(personal_address(first))) == [event.uid, talk.uid, chosen.uid]
    assert other.uid not in uids(client.get(personal_address(second)))
    found = [states(client.get(personal_address(one)))[chosen.uid] for one in (first, second)]
    assert found == ["CONFIRMED", "TENTATIVE"]


def test_the_numbers_beside_a_group_open_exactly_those_who_hold_a_place_and_those_who_wait(office):
    event = make_asking_event()
    cars, open_one = make_group(event, 2, title=CARS), make_group(event, None, title=CHEMICALS)
    for name in ("王一", "王二", "王三"):
        choose(event, cars, name=name)
    choose(event, open_one, name="李四")
    gone = choose(event, cars, name="王五")
    with transaction():
        withdraw(event, db.session.get(Registration, gone.id), act=Act(OFFICE, NOON))
    client = office(event)

    page = client.get(f"/manage/events/{event.slug}/agenda/?lang=en").text
    told = re.findall(r'<a href="([^"]+)" data-figure="(group_\w+)">(\d+)</a>', page)
    names = [
        re.findall(r"Select (..)\"", client.get(f"{unescape(address)}&lang=en").text) for address, _key, _n in told
    ]

    assert [(key, int(n)) for _address, key, n in told] == [("group_held", 2), ("group_waiting", 1), ("group_held", 1)]
    assert [sorted(one) for one in names] == [["王一", "王二"], ["王三"], ["李四"]]
    assert re.search(r'>2</a> of <span data-figure="group_limit"[^>]*>2</span> places held · <a', page)
    assert ">1</a> places held" in page
    assert "2 registrations</span>" in client.get(f"{listed(event)}?group={cars.id}&in_group=held&lang=en").text
