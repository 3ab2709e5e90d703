"""Organizers' pages of seating: made, seated, moved by the plain form, locked, mended, published, printed; and what participants see."""

import io
import re

import openpyxl
import pypdf
import pytest

from eventmgr.event.registration.letters.writing import my_token
from eventmgr.ground.db import transaction
from eventmgr.identity.team.roles import TeamRole
from eventmgr.on_site.seating import queries, services
from eventmgr.on_site.seating.places import Layout, PlanKind, TableUse
from tests.factories import make_event, make_item, make_member
from tests.on_site.seating.factories import ACT, make_guests, make_plan, seat, seats, stage

NEW = {"title_zh": "开幕式会场", "title_en": "Opening hall", "rows": "6, 2×8", "aisles": "4", "kept": "1-1~2"}


@pytest.fixture
def office(client, sign_in, frozen):
    """(event, address of its seating), its registrar signed in."""
    event = make_event()
    sign_in(make_member(event, TeamRole.REGISTRAR))
    return event, f"/manage/events/{event.slug}/seating/"


def test_a_hall_is_made_and_what_is_wrong_is_kept_in_the_form(client, office):
    event, base = office
    told = client.post(f"{base}new/hall", data=NEW | {"kept": "9-9", "rows": "6, 2×8"})
    assert told.status_code == 422
    assert 'value="9-9"' in told.text
    assert "不是有效座位" in told.text
    assert client.post(f"{base}new/hall", data=NEW).status_code == 303
    [plan] = queries.list_plans(event.id)
    assert plan.layout == {"rows": [6, 8, 8], "aisles": [4], "kept": ["1-1", "1-2"], "uses": []}
    page = f"{base}{plan.id}/"
    assert client.post(f"{page}edit", data=NEW | {"rows": "3×8", "kept": ""}).status_code == 303
    assert queries.list_plans(event.id)[0].layout["rows"] == [8, 8, 8]
    assert client.get(base).status_code == 200
    assert client.post(f"{page}remove").status_code == 303
    assert queries.list_plans(event.id) == []


def digest_of(text):
    """What a proposal's page sends back."""
    return re.search(r'name="digest" value="(\w+)"', text)[1]


def test_seats_are_proposed_with_why_and_given_once_agreed(client, office):
    event, base = office
    make_guests(event, "甲一", "乙二")
    plan = make_plan(event)
    page = f"{base}{plan.id}/"
    shown = client.get(f"{page}propose").text
    assert "与本代表团集中就座" in shown
    assert seats(plan) == {}
    [third] = make_guests(event, "丙三")
    stale = client.post(f"{page}propose", data={"digest": digest_of(shown)})
    assert stale.status_code == 409
    assert seats(plan) == {}
    assert client.post(f"{page}propose", data={"digest": digest_of(stale.text)}).status_code == 303
    assert len(seats(plan)) == 3
    english = client.get(f"{page}propose?lang=en").text
    assert "Nothing to change" in english
    with transaction():
        services.unseat(event, plan, third.id, act=ACT)
    assert "尚无座位" in client.get(f"{page}?lang=zh").text
    assert "the free seat nearest to the delegation" in client.get(f"{page}repair?lang=en").text


def test_people_are_moved_locked_and_taken_off_by_a_plain_form(client, office):
    event, base = office
    first, second = make_guests(event, "甲一", "乙二")
    plan = make_plan(event)
    seat(event, plan)
    page, before = f"{base}{plan.id}/", seats(plan)
    to = "-".join(map(str, before[second.id]))
    picked = client.get(f"{page}?person={first.id}&to={to}").text
    assert re.search(rf'<option value="{first.id}" selected>', picked)
    assert f'name="to" value="{to}"' in picked
    moved = client.post(f"{page}move", data={"person": first.id, "to": to})
    assert (moved.status_code, moved.location.endswith(f"#seat-{to}")) == (303, True)
    assert seats(plan)[first.id] == before[second.id]
    client.post(f"{page}lock", data={"person": first.id})
    client.post(f"{page}move", data={"person": first.id, "to": "3-3"})
    assert seats(plan)[first.id] == before[second.id]
    assert "已锁定，请先解除锁定" in client.get(page).text
    client.post(f"{page}unlock", data={"all": "1"})
    client.post(f"{page}unseat", data={"person": first.id})
    assert first.id not in seats(plan)
    for wrong in ({"person": first.id, "to": "x"}, {"to": "1-1"}, {"person": "7777", "to": "1-1"}):
        assert client.post(f"{page}move", data=wrong).status_code == 303
    assert first.id not in seats(plan)


def test_a_rostrum_is_filled_ranked_and_shown_as_the_audience_sees_it(client, office):
    event, base = office
    people = make_guests(event, "甲一", "乙二", "丙三", "丁四")
    plan = make_plan(event, PlanKind.ROSTRUM)
    page = f"{base}{plan.id}/"
    client.post(f"{page}people", data={"people": [str(one.id) for one in people[:3]]})
    client.post(
        f"{page}ranks", data={f"{people[2].id}-order": "1", f"{people[0].id}-order": "2", f"{people[1].id}-order": "３"}
    )
    client.post(f"{page}people/{people[1].id}/rank", data={"place": "2"})
    seat(event, plan)
    shown = re.findall(r'data-to="1-\d" data-person="(\d+)"', client.get(page).text)
    assert shown == [str(people[number].id) for number in (0, 2, 1)]
    client.post(f"{page}people/{people[0].id}/remove")
    assert people[0].id not in seats(plan)
    assert client.post(f"{page}ranks", data={f"{people[2].id}-order": "x"}).status_code == 303
    assert client.post(f"{base}{make_plan(event).id}/people", data={"people": "1"}).status_code == 404


def test_who_does_not_see_diets_sees_tables_without_them_and_changes_none(client, sign_in, frozen):
    event = make_event()
    [one] = make_guests(event, "甲一")
    with transaction():
        one.sensitive = {"diet": "halal"}
    plan = make_plan(
        event, PlanKind.MEAL, Layout((3, 3), uses=(TableUse.USUAL, TableUse.HALAL)), held_at=event.starts_at
    )
    seat(event, plan)
    base = f"/manage/events/{event.slug}/seating/"
    sign_in(make_member(event, TeamRole.EDITOR))
    assert "清真" not in client.get(f"{base}{plan.id}/").text
    for address in ("kitchen.pdf", "propose", "edit", "plan.xlsx"):
        assert client.get(f"{base}{plan.id}/{address}").status_code == 403
    assert client.get(f"{base}new/meal").status_code == 403
    sign_in(make_member(event, TeamRole.REGISTRAR))
    assert "清真桌" in client.get(f"{base}{plan.id}/").text
    kitchen = client.get(f"{base}{plan.id}/kitchen.pdf")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(kitchen.data)).pages)
    assert "清真" in text
    assert "甲一" not in text.replace(" ", "")
    assert kitchen.headers["Cache-Control"] == "private, no-store"
    paper = client.get(f"/manage/events/{event.slug}/reports/table-plan.pdf")
    told = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.data)).pages)
    assert ("清真" in told, "2号桌" in told, "本人页面" in told) == (False, False, True)


def test_a_plan_as_a_workbook_has_everybody_by_seat(client, office):
    event, base = office
    make_guests(event, "甲一", "乙二")
    plan = make_plan(event)
    seat(event, plan)
    rows = list(openpyxl.load_workbook(io.BytesIO(client.get(f"{base}{plan.id}/plan.xlsx").data)).active.values)
    assert rows[0][:3] == ("排", "座位", "姓名")
    assert [row[2] for row in rows[1:]] == ["甲一", "乙二"]
    assert all(isinstance(row[0], (int, float)) for row in rows[1:])


def test_papers_say_who_sits_where_and_only_whose_seat_changed_is_printed_again(client, office):
    event, _base = office
    first, second = make_guests(event, "甲一", "乙二")
    plan = make_plan(event)
    seat(event, plan)
    stage(event, [first])
    reports = f"/manage/events/{event.slug}/reports/"
    for name in ("rostrum-plan", "hall-plan"):
        for lang in ("zh", "en"):
            paper = client.get(f"{reports}{name}.pdf?lang={lang}&print=1")
            text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.data)).pages)
            assert ("甲" if lang == "zh" else "Jia") in text
    with transaction():
        services.move(event, plan, second.id, (3, 6), act=ACT)
    changes = client.get(f"{reports}hall-plan/changes/").text
    assert "乙二" in changes
    assert "甲一" not in changes
    assert "座位" in changes


def test_participants_see_their_seat_once_it_is_published(client, office):
    event, base = office
    [one] = make_guests(event, "甲一")
    item = make_item(event, title={"zh": "开幕式"})
    plan = make_plan(event, item_id=item.id)
    meal = make_plan(event, PlanKind.MEAL, title={"zh": "晚宴"}, held_at=event.starts_at, venue={"zh": "宴会厅"})
    for each in (plan, meal):
        seat(event, each)
    with transaction():
        event.agenda_published = True
    own = f"/my/{my_token(one)}/"
    assert "您的座位" not in client.get(own).text
    assert "2排1座" not in client.get(own).text
    reports = f"/manage/events/{event.slug}/reports/"
    client.get(f"{reports}badges.pdf?print=1")
    assert "甲一" not in client.get(f"{reports}badges/changes/").text
    for each in (plan, meal):
        client.post(f"{base}{each.id}/publish")
    assert "甲一" in client.get(f"{reports}badges/changes/").text
    row, number = seats(plan)[one.id]
    assert f"主会场：{row}排{number}座；晚宴：1号桌" in client.get(own).text
    paper = client.get(f"{own}itinerary.pdf")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.data)).pages)
    assert f"{row}排{number}座" in text
    assert "宴会厅 1号桌" in text
    badges = client.get(f"{reports}badges.pdf?print=1")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(badges.data)).pages)
    assert f"{row}排{number}座 · 晚宴 1号桌" in text
    copy = client.get(f"{own}data.json").text
    assert "晚宴" in copy
    client.post(f"{base}{plan.id}/unpublish")
    assert "主会场" not in client.get(own).text


def test_place_cards_lie_in_the_order_of_seats(client, office):
    event, _base = office
    people = make_guests(event, "甲一", "乙二", "丙三")
    plan = stage(event, people)
    reports = f"/manage/events/{event.slug}/reports/"
    assert f'value="{plan.id}"' in client.get(f"{reports}deskcards/").text
    cards = pypdf.PdfReader(io.BytesIO(client.get(f"{reports}deskcards.pdf?order={plan.id}").data))
    assert [page.extract_text().replace("　", "")[:2].strip() for page in cards.pages] == ["丙三", "甲一", "乙二"]
    assert client.get(f"{reports}deskcards.pdf?order=999").status_code == 400


def test_who_objected_to_lists_is_named_on_no_plan_of_a_hall(client, office):
    event, _base = office
    [one, _other] = make_guests(event, "甲一", "乙二")
    plan = make_plan(event)
    seat(event, plan)
    with transaction():
        one.objected_at = event.created_at
    paper = client.get(f"/manage/events/{event.slug}/reports/hall-plan.pdf")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.data)).pages).replace("　", "")
    assert "甲一" not in text
    assert "乙二" in text
