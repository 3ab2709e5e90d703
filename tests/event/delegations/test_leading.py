"""Who leads a delegation, the order of its list, and everywhere that the delegation is listed."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from functools import partial

import openpyxl
import pytest
from pypdf import PdfReader

from eventmgr.event.delegations import queries, services
from eventmgr.event.events.models import InvitedUnit
from eventmgr.event.events.services import hold
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.registration.changing.services.editing import edit
from eventmgr.event.registration.deciding.services.decisions import restore, restrict, withdraw
from eventmgr.event.registration.models import Leadership, Registration
from eventmgr.event.registration.retaining.services.forgetting import forget
from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.identity.team.roles import TeamRole
from eventmgr.office.duplicates import services as duplicates
from eventmgr.output.papers.queries import get_roster
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.services import SYSTEM, Act
from tests.event.delegations.acting import board_of, entered, in_english, page_of
from tests.event.registration.applicants import make_applicant
from tests.factories import make_event, make_liaison, make_member, make_registration
from tests.race import race

pytestmark = pytest.mark.usefixtures("frozen", "database")
NAMES = ("甲一", "乙二", "丙三", "丁四")


def act():
    return Act(SYSTEM, clock.now())


@pytest.fixture
def listed(event):
    """Four people of Hubei in the order in which they came, and one of Hunan who leads."""
    make_registration(event, unit_code="430000", name="湘湘", leadership=Leadership.LEADER)
    return [make_registration(event, unit_code="420000", name=name) for name in NAMES]


@pytest.fixture
def browser(app, event):
    make_liaison(event, "420000", link="one")
    return entered(app, "one")


def people(event, rest=""):
    return page_of(event, rest=f"people/{rest}")


def leading(event, unit="420000"):
    """Name → as what they lead."""
    db.session.expire_all()
    rows = db.session.query(Registration).filter_by(event_id=event.id, unit_code=unit)
    return {row.name: row.leadership.value for row in rows if row.leadership}


def order_on(page, names=NAMES):
    return "".join(name[0] for name in sorted(names, key=page.index))


def order(event, browser):
    return order_on(browser.get(page_of(event)).text.split('id="people"')[1])


def lead(event, browser, person, leads):
    answer = browser.post(people(event, f"{person.id}/lead"), data={"leads": leads}, follow_redirects=True)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_the_leader_comes_first_then_the_deputy_and_there_is_one_of_each(event, listed, browser):
    a, b, c, _d = listed
    assert "乙二 is now Head of delegation." in lead(event, browser, b, "leader")
    lead(event, browser, c, "deputy")
    assert (leading(event), order(event, browser)) == ({"乙二": "leader", "丙三": "deputy"}, "乙丙甲丁")

    lead(event, browser, a, "leader")
    assert (leading(event), order(event, browser)) == ({"甲一": "leader", "丙三": "deputy"}, "甲丙乙丁")
    lead(event, browser, c, "leader")
    assert (leading(event), order(event, browser)) == ({"丙三": "leader"}, "丙甲乙丁")
    assert "丙三 no longer leads the delegation." in lead(event, browser, c, "")
    assert leading(event) == {} and leading(event, "430000") == {"湘湘": "leader"}
    entries = db.session.query(AuditEntry).filter_by(action="leadership_set", object_id=c.id)
    told = [entry.changes for entry in entries.order_by(AuditEntry.id)]
    assert told == [{"leadership": pair} for pair in ([None, "deputy"], ["deputy", "leader"], ["leader", None])]


def test_whoever_leads_stays_before_all_others_and_whoever_attends_as_head_comes_next(event, listed, browser):
    a, b, _c, d = listed
    a.role = Role.LEADER
    db.session.commit()
    lead(event, browser, d, "leader")
    assert order(event, browser) == "丁甲乙丙"
    browser.post(people(event, f"{b.id}/move"), data={"place": "1"})
    assert order(event, browser) == "丁甲乙丙"
    browser.post(people(event, f"{d.id}/move"), data={"place": "4"})
    assert order(event, browser) == "丁甲乙丙"


def test_the_whole_list_is_put_in_order_by_numbers(event, listed, browser):
    a, b, c, d = listed
    typed = {f"{b.id}-order": "1", f"{d.id}-order": "２", f"{a.id}-order": "9", "x-order": "1", f"{2**70}-order": "1"}
    answer = browser.post(people(event, "order"), data=typed, follow_redirects=True)
    assert "The order of the list has been saved." in answer.text and order(event, browser) == "乙丁丙甲"
    wrong = browser.post(people(event, "order"), data={f"{c.id}-order": "first"}, follow_redirects=True).text
    assert (
        "Enter the position on the list as a number, starting from 1." in wrong and order(event, browser) == "乙丁丙甲"
    )
    for typed, expected in (({c.id: "1"}, "丙乙丁甲"), ({c.id: "3"}, "乙丁丙甲"), ({a.id: "2", d.id: "4"}, "乙甲丙丁")):
        shown = {row.id: str(at) for at, row in enumerate(queries.list_registrations(event.id, "420000"), 1)}
        browser.post(people(event, "order"), data={f"{n}-order": place for n, place in {**shown, **typed}.items()})
        assert order(event, browser) == expected
    browser.post(people(event, "order"), data={f"{d.id}-order": "2", f"{a.id}-order": "4"})
    foreign = db.session.query(Registration).filter_by(unit_code="430000").one()
    browser.post(people(event, "order"), data={f"{foreign.id}-order": "1"})
    assert order(event, browser) == "乙丁丙甲" and db.session.get(Registration, foreign.id).rank is None


def test_the_page_has_a_handle_a_number_and_arrows_in_one_form(event, listed, browser):
    page = browser.get(page_of(event)).text
    form = page[page.index("data-sends") : page.index("</form>", page.index("data-sends"))]
    assert form.count("data-drag ") == 4 and form.count('name="place"') == 8
    assert [int(n) for n in re.findall(r'-order" value="(\d)"', form)] == [1, 2, 3, 4]
    assert form.count('name="leads"') == 8


def test_after_the_time_for_changes_the_liaison_changes_nothing_and_the_office_does(event, listed, browser, sign_in):
    event.changes_close_at = clock.now()
    db.session.commit()
    clock_after = board_of(event, "units/420000/people/")
    office = in_english(sign_in(make_member(event, TeamRole.REGISTRAR)))
    office.post(f"{clock_after}{listed[2].id}/move", data={"place": "1"})
    office.post(f"{clock_after}{listed[3].id}/lead", data={"leads": "deputy"})
    page = office.get(board_of(event, "units/420000/")).text.split('id="people"')[1]
    assert order_on(page) == "丁丙甲乙" and "Deputy head of delegation" in page
    office.post(f"{clock_after}order", data={f"{listed[0].id}-order": "1"})
    assert order_on(office.get(board_of(event, "units/420000/")).text.split('id="people"')[1]) == "丁甲丙乙"
    foreign = db.session.query(Registration).filter_by(unit_code="430000").one()
    assert office.post(f"{clock_after}{foreign.id}/lead", data={"leads": ""}).status_code == 404
    assert leading(event, "430000") == {"湘湘": "leader"}


def test_liaisons_are_refused_once_their_time_is_over(event, listed, browser, frozen):
    event.changes_close_at = clock.now()
    db.session.commit()
    frozen.shift(60)
    said = lead(event, browser, listed[0], "leader")
    assert "Lists could be changed until" in said and 'name="leads"' not in said and leading(event) == {}


@pytest.mark.parametrize("how", ["withdraw", "another unit", "another person", "restrict", "forget"])
def test_leadership_ends_with_the_place_the_delegation_and_the_person(event, listed, how):
    first, second = listed[:2]
    write(lambda: services.appoint(event, "420000", first.id, Leadership.LEADER, act=act()))

    def end():
        hold(event)
        row = db.session.get(Registration, first.id)
        same = {"name": row.name, "mobile": row.mobile, "email": row.email, "unit": "420000"}
        if how == "withdraw":
            withdraw(event, row, act=act(), notify=False)
        elif how == "another unit":
            edit(event, row, make_applicant(**same | {"unit": "430000"}), act=act())
        elif how == "another person":
            edit(event, row, make_applicant(**same | {"name": "新人"}), act=act(), another=True)
        elif how == "restrict":
            restrict(event, row, on=True, act=act())
        else:
            forget(event, row, act=act())

    write(end)
    assert leading(event) == {}
    write(lambda: services.appoint(event, "420000", second.id, Leadership.LEADER, act=act()))
    assert leading(event) == {"乙二": "leader"}
    if how == "withdraw":
        write(lambda: restore(event, db.session.get(Registration, first.id), act=act()))
        assert leading(event) == {"乙二": "leader"}


def _appoint(app, event_id, person_id, gate):
    from eventmgr.event.events.models import Event

    with app.app_context():
        event = db.session.get(Event, event_id)
        gate()
        write(lambda: services.appoint(event, "420000", person_id, Leadership.LEADER, act=act()))


@pytest.mark.slow
def test_of_many_who_are_made_leader_at_once_one_is(app, event, listed):
    runners = [partial(_appoint, app, event.id, person.id) for person in (*listed, *listed)]
    race(app, runners)
    assert Counter(leading(event).values()) == {"leader": 1}


def test_papers_and_files_have_the_leader_first_then_the_order_of_the_list(event, listed, sign_in):
    a, _b, c, d = listed
    write(lambda: services.appoint(event, "420000", d.id, Leadership.LEADER, act=act()))
    write(lambda: services.appoint(event, "420000", c.id, Leadership.DEPUTY, act=act()))
    write(lambda: services.move(event, "420000", a.id, 4, act=act()))
    owner = sign_in(make_member(event, TeamRole.OWNER))
    base = f"/manage/events/{event.slug}"

    printed = "".join(
        page.extract_text() for page in PdfReader(io.BytesIO(owner.get(f"{base}/reports/roster.pdf").data)).pages
    )
    told = re.sub(r"[\s\u3000]", "", printed)
    assert order_on(told) == "丁丙乙甲" and told.index("副领队") > told.index("领队")
    roster = [*openpyxl.load_workbook(io.BytesIO(owner.get(f"{base}/reports/roster.xlsx").data)).active.values]
    assert order_on(re.sub(r"[\s\u3000]", "", str(roster))) == "丁丙乙甲"
    rows = [
        *csv.DictReader(
            io.StringIO(owner.get(f"{base}/registrations/export.csv?cols=name,leadership").data.decode("utf-8-sig"))
        )
    ]
    assert [(row["姓名"], row["带队情况"]) for row in rows] == [
        ("丁四", "领队"), ("丙三", "副领队"), ("乙二", ""), ("甲一", ""), ("湘湘", "领队"),
    ]  # fmt: skip


def test_the_liaisons_own_file_has_it_too(event, listed, browser):
    lead(event, browser, listed[3], "leader")
    sheet = openpyxl.load_workbook(io.BytesIO(browser.get(page_of(event, rest="roster.xlsx")).data)).active
    assert [(row[0], row[3]) for row in sheet.values][1:3] == [("丁四", "Head of delegation"), ("甲一", "Delegate")]


def test_the_person_learns_it_from_their_own_copy(event, listed):
    from eventmgr.event.registration.details import own_data

    write(lambda: services.appoint(event, "420000", listed[0].id, Leadership.LEADER, act=act()))
    assert own_data(db.session.get(Registration, listed[0].id), [])["leadership"] == "leader"


def test_leaders_change_no_number_of_provinces_and_delegations(client):
    event = make_event(units=[InvitedUnit(unit_code=code) for code in ("330000", "330200", "420000")])
    rows = [
        make_registration(event, unit_code=code, province_code=province)
        for code, province in (("330000", "330000"), ("330200", "330000"), ("420000", "420000"))
    ]
    asked = f"/events/{event.slug}/participants/"

    def figures():
        db.session.expire_all()
        roster = get_roster(event, "zh")
        return client.get(asked).text, roster.provinces, [part.name for part in roster.delegations], roster.total

    before = figures()
    for row in rows:
        write(lambda row=row: services.appoint(event, row.unit_code, row.id, Leadership.LEADER, act=act()))

    assert figures() == before
    assert before[1:] == (2, ["浙江省", "湖北省", "宁波市"], 3)


def test_who_led_still_leads_when_two_registrations_of_one_person_become_one(event, listed):
    kept, other = listed[:2]
    write(lambda: services.appoint(event, "420000", other.id, Leadership.LEADER, act=act()))
    merged = write(lambda: duplicates.merge(event, kept, other, (), seen=duplicates.seen_of(kept, other), act=act()))
    assert leading(event) == {"甲一": "leader"}
    write(lambda: duplicates.part(event, merged, act=act()))
    assert leading(event) == {other.name: "leader"}, "and leads again when they are parted"
