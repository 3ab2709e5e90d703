"""A liaison imports people of the own unit: the trap sheet, rows of other units, people who are on the list already."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest

from eventmgr.event.delegations.models import DelegationPlan
from eventmgr.event.events.models import InvitedUnit
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Registration, Source
from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.identity.privacy.services import place_hold
from eventmgr.identity.team.roles import TeamRole
from eventmgr.output.imports.models import BatchState, ImportBatch
from eventmgr.tools.log.models import ActorKind, AuditEntry
from eventmgr.tools.log.services import SYSTEM, Act
from eventmgr.tools.messages.models import OutboxLetter
from tests.event.delegations.acting import entered, page_of
from tests.factories import keep, make_event, make_liaison, make_member, make_registration
from tests.output.imports.sending import TRAP, batch, digest_of, in_english, names, work

pytestmark = pytest.mark.usefixtures("frozen", "database")
HEADS = "代表团\t姓名\t单位\t手机\t邮箱\t备注"


@pytest.fixture
def event():
    units = [InvitedUnit(unit_code=code, quota=3) for code in ("420000", "430000")]
    return make_event(units=units, timezone="Asia/Shanghai")


@pytest.fixture
def browser(app, event):
    make_liaison(event, "430000", link="one")
    return entered(app, "one")


def address_of(event, rest=""):
    return page_of(event, "430000", f"import/{rest}")


def opened(browser, event, pasted="", data=b""):
    form = {"pasted": pasted} | ({"file": (io.BytesIO(data), "名单.xlsx")} if data else {})
    answer = browser.post(address_of(event), data=form, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.text
    return answer.location


def take(browser, address):
    return browser.post(f"{address}take", data={"digest": digest_of(browser.get(address))})


def rows(event):
    db.session.expire_all()
    return {row.name: row for row in db.session.query(Registration).filter_by(event_id=event.id)}


def test_the_trap_sheet_is_shown_corrected_and_taken_with_consent_outstanding(event, browser):
    assert address_of(event) in browser.get(page_of(event, "430000")).text
    address = opened(browser, event, data=TRAP)
    page = browser.get(address)
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "张三" in page.text and "This row belongs to another delegation" in page.text, "李四 is of Guangxi"
    assert "“wang@” is not a complete e-mail address" in page.text and "/manage/events/" not in page.text
    fixed = {
        "c_6_province": "湖南",
        "c_7_organization": "某某大学",
        "c_7_mobile": "15400000103",
        "c_7_email": "wang@example.com",
    }
    assert browser.post(f"{address}correct", data=fixed).status_code == 303
    assert take(browser, address).status_code == 303 and work() > 0

    assert batch().state is BatchState.TAKEN and batch().made_by_name.startswith("Liaison of")
    assert {name: said[2] for name, said in names(event).items()} == dict.fromkeys(("张三", "李四", "王五"), "430000")
    for row in rows(event).values():
        assert (row.unit_code, row.source) == ("430000", Source.UNIT) and row.consent_asked_at is not None
    kinds = [row.kind for row in db.session.query(OutboxLetter).filter_by(to_address="wang@example.com")]
    assert kinds == ["registration.entered"]
    done = browser.get(address)
    assert (
        done.status_code == 200
        and "Undo this import" in done.text
        and "3 people have not agreed" in browser.get(page_of(event, "430000")).text
    )


def test_rows_of_another_unit_are_errors_and_nothing_of_it_is_told(event, browser):
    make_registration(
        event,
        unit_code="420000",
        name="湖北人",
        mobile="15400000201",
        organization_name="湖北的单位",
        title="湖北职务",
        identity_key="15400000201|湖北人",
    )
    pasted = f"{HEADS}\n湖北省\t甲\t某单位\t15400000202\t\t\n\t湖北人\t某单位\t15400000201\t\t\n湖南\t乙\t某单位\t15400000203\t\t"
    address = opened(browser, event, pasted=pasted)
    page = browser.get(address).text
    assert "This row belongs to another delegation" in page and "湖北的单位" not in page and "湖北职务" not in page
    take(browser, address)
    work()
    assert set(rows(event)) == {"湖北人", "乙"} and rows(event)["湖北人"].unit_code == "420000"
    assert "already registered" in browser.get(address).text


def listed(event, name="丙", mobile="15400000204", **values):
    """Somebody on the list who has agreed, and has said what is nobody's business."""
    event.fields = dict.fromkeys(("remarks", "diet", "lodging", "gender"), "optional")
    said = {"remarks": "自己的话", "gender": "female"}
    return make_registration(
        event, unit_code="430000", name=name, mobile=mobile, email="bing@example.com", organization_name="旧单位",
        title="主任", answers=said, sensitive={"lodging": "single", "diet": "halal"}, **values,
    )  # fmt: skip


LATER = (
    f"{HEADS}\t职务\t性别\t住宿\t饮食\n"
    "\t丙\t新单位\t15400000204\tother@example.com\t别的话\t处长\t男\t合住\t清真\n"
    "\t丁\t某单位\t15400000205\t\t带话\t\t\t\t清真"
)


def test_a_later_sheet_corrects_who_is_on_the_list_and_keeps_what_they_have_answered(event, browser):
    listed(event)
    address = opened(browser, event, pasted=LATER)
    page = browser.get(address).text
    shown = re.findall("<del>(.*?)</del> → <ins>(.*?)</ins>", page)
    before = rows(event)["丙"].organization_name
    take(browser, address)
    work()

    assert (before, shown) == (
        "旧单位",
        [("旧单位", "新单位"), ("主任", "处长"), ("b***@example.com", "other@example.com")],
    )
    person = rows(event)["丙"]
    assert (person.organization_name, person.title, person.email) == ("新单位", "处长", "other@example.com")
    assert (person.source, person.consent_asked_at, person.unit_code) == (Source.SELF, None, "430000")
    assert rows(event)["丁"].answers["remarks"] == "带话" and rows(event)["丁"].sensitive == {}, (
        "diet is the person's own"
    )


def test_when_nobody_new_can_be_entered_any_more_a_sheet_still_corrects_as_long_as_the_page_does(
    event, browser, frozen
):
    """Registration has closed; the list can be changed until the event ends."""
    listed(event)
    event.registration_closes_at = clock.now() - timedelta(minutes=1)
    db.session.commit()
    page = browser.get(page_of(event, "430000")).text
    assert (address_of(event) in page, ">Add a person<" in page, ">Correct<" in page) == (True, False, True)
    address = opened(browser, event, pasted=LATER)
    shown = browser.get(address).text
    assert (
        "Registration closed on" in shown and "People in this sheet who are not on your list yet are left out" in shown
    )
    assert take(browser, address).status_code == 303 and work() > 0

    assert rows(event).keys() == {"丙"} and rows(event)["丙"].organization_name == "新单位"
    assert browser.get(address).text.count("Registration closed on") == 1, "beside the row of whoever is new"


def test_without_the_time_for_changes_no_sheet_is_offered_nor_taken(event, browser, frozen):
    listed(event)
    keep(DelegationPlan(event_id=event.id, changes_until=clock.now() - timedelta(hours=1)))
    assert address_of(event) not in browser.get(page_of(event, "430000")).text
    assert browser.post(address_of(event), data={"pasted": LATER}).status_code == 409


@pytest.mark.parametrize("lodging", ["合住", "单间"])
def test_of_whoever_is_on_the_list_answers_are_left_out_whether_they_are_the_same_or_not(event, browser, lodging):
    listed(event)
    address = opened(browser, event, pasted=LATER.replace("合住", lodging))
    page = browser.get(address).text
    take(browser, address)
    work()

    assert page.count("a sheet does not change this") == 3, (
        "remarks, gender, accommodation; diet is asked of nobody here"
    )
    assert ("自己的话" in page, "Female" in page) == (False, False)
    person = rows(event)["丙"]
    assert (person.answers["remarks"], person.answers["gender"]) == ("自己的话", "female")
    assert person.encrypted == {"lodging": "single", "diet": "halal"}


def test_a_correction_is_taken_back_with_its_import(event, browser):
    listed(event)
    address = opened(browser, event, pasted=LATER)
    take(browser, address)
    work()
    page = browser.get(f"{address}undo").text
    assert "Corrected on your list: 1" in page
    assert browser.post(f"{address}undo").status_code == 303 and work() > 0

    person = rows(event)["丙"]
    assert (person.organization_name, person.title, person.email) == ("旧单位", "主任", "bing@example.com")
    assert person.answers["remarks"] == "自己的话" and person.encrypted == {"lodging": "single", "diet": "halal"}


def test_what_the_organizers_approve_a_sheet_does_not_change_either(event, browser):
    event.reviewed_fields = ["organization"]
    listed(event)
    address = opened(browser, event, pasted=LATER)
    take(browser, address)
    work()

    assert rows(event)["丙"].organization_name == "旧单位"
    assert "The organizers approve changes of" in browser.get(address).text


def test_somebody_else_does_not_take_a_place_by_a_sheet(event, browser):
    one = listed(event)
    address = opened(browser, event, pasted=f"{HEADS}\n\t欧阳某某\t旧单位\t15400000204\t\t")
    browser.post(f"{address}correct", data={"d_2": str(one.id)})
    take(browser, address)
    work()

    assert set(rows(event)) == {"丙"} and "use “Substitute”" in browser.get(address).text


def test_a_sheet_that_says_what_is_there_already_changes_nothing(event, browser):
    listed(event)
    address = opened(browser, event, pasted="姓名\t单位\t手机\t职务\n丙\t旧单位\t15400000204\t主任")

    page = browser.get(address).text

    assert ("<ins>" in page, "does not change this" in page) == (False, False)


def test_beyond_the_quota_rows_wait_or_say_what_to_do(event, browser):
    event.has_waiting_list, event.quota_mode = False, type(event.quota_mode)("refuse")
    db.session.commit()
    lines = "\n".join(f"\t某{number}\t某单位\t1540000030{number}\t\t" for number in "1234")
    address = opened(browser, event, pasted=f"{HEADS}\n{lines}")
    take(browser, address)
    work()
    assert [row.status for row in rows(event).values()] == [Status.CONFIRMED] * 3
    assert "Ask the" in browser.get(address).text


def test_imports_of_the_office_and_of_other_units_are_not_found_and_nothing_comes_in_once_lists_are_closed(
    app, event, browser, frozen
):
    make_liaison(event, "420000", link="two")
    other = entered(app, "two")
    address = opened(browser, event, pasted=f"{HEADS}\n\t丁\t某单位\t15400000205\t\t")
    number = batch().id
    assert other.get(address).status_code == 404
    for verb in ("", "problems.xlsx"):
        assert other.get(page_of(event, "420000", f"import/{number}/{verb}")).status_code == 404
    for verb in ("take", "correct", "columns", "discard", "reopen"):
        assert other.post(page_of(event, "420000", f"import/{number}/{verb}")).status_code == 404
    digest = digest_of(browser.get(address))
    event.registration_closes_at = event.created_at - timedelta(minutes=1)
    db.session.commit()
    answer = browser.post(f"{address}take", data={"digest": digest})
    assert answer.status_code == 409 and "Registration closed on" in answer.text
    assert work() == 0 and db.session.get(ImportBatch, number).state is BatchState.OPEN


def test_whoever_comes_in_with_a_sheet_stands_in_its_order_after_those_who_were_there(event, browser):
    make_registration(event, name="周一", unit_code="430000")
    take(
        browser,
        opened(
            browser, event, f"{HEADS}\n湖南省\t朱二\t样例局\t15400000001\t\t\n湖南省\t艾三\t样例局\t15400000002\t\t"
        ),
    )
    work()

    assert sorted((row.rank, name) for name, row in rows(event).items()) == [(1, "周一"), (2, "朱二"), (3, "艾三")]
    shown = browser.get(page_of(event, "430000")).text
    assert shown.index("朱二") < shown.index("艾三"), "not by pinyin"


def test_the_sheet_to_fill_in_asks_nothing_that_is_given_or_sealed(event, browser):
    answer = browser.get(address_of(event, "template.xlsx"))
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "private, no-store"


def test_a_sheet_says_accommodation_and_travel_and_leaves_the_rest_to_each_person(event, browser):
    event.fields = dict.fromkeys(("lodging", "arrival", "diet"), "optional")
    db.session.commit()
    pasted = "姓名\t单位\t手机\t住宿\t到达\t饮食\n张三\t某某厂\t15400000101\t单人间\t5月11日\t清真"
    take(browser, opened(browser, event, pasted))
    work()
    assert rows(event)["张三"].encrypted == {"lodging": "single", "arrival": "5月11日"}


PASTED = f"{HEADS}\n\t张三\t某某厂\t15400000101\tzhang@example.com\t\n\t李四\t某某厂\t15400000102\t\t"


def taken(browser, event):
    address = opened(browser, event, pasted=PASTED)
    take(browser, address)
    assert work() > 0 and batch().state is BatchState.TAKEN
    return address


def test_a_liaison_takes_an_import_back(event, browser):
    kept = make_registration(event, unit_code="430000", name="留下")
    address = taken(browser, event)
    assert "Undo this import" in browser.get(address).text
    page = browser.get(f"{address}undo")
    assert page.status_code == 200 and "New on your list: 2" in page.text and "/manage/events/" not in page.text
    assert browser.post(f"{address}undo").status_code == 303 and work() > 0

    assert batch().state is BatchState.UNDONE
    assert {name for name, row in rows(event).items() if row.forgotten_at is None} == {"留下"}
    told = [letter.kind for letter in db.session.query(OutboxLetter).filter_by(to_address="zhang@example.com")]
    assert told.count("registration.deleted") == 1 or any("deleted" in kind for kind in told)
    entries = db.session.query(AuditEntry).filter(AuditEntry.action.in_(("import_undone", "consent_withdrawn"))).all()
    assert [(one.action, one.actor_kind) for one in entries] == [("import_undone", ActorKind.PARTICIPANT)]
    assert entries[0].actor_name.startswith("Liaison of")
    assert db.session.get(Registration, kept.id).status is Status.CONFIRMED
    assert browser.get(page_of(event, "430000")).text.count("data-row") == 1


def test_once_somebody_has_agreed_or_was_decided_about_it_stays(event, browser):
    address = taken(browser, event)
    person = rows(event)["张三"]
    person.consent_asked_at = None
    db.session.commit()
    page = browser.get(address).text
    assert "Undo this import" not in page and "Why it cannot be undone" in page and "张三" in page
    assert browser.post(f"{address}undo").status_code == 409

    person = rows(event)["张三"]
    person.unit_code, person.name = "420000", "别人"
    db.session.commit()
    page = browser.get(address).text
    assert "别人" not in page and "张三" not in page and "Somebody (no longer there)" in page


def test_nobody_is_deleted_by_undoing_while_deletion_is_stopped(event, browser):
    address = taken(browser, event)
    with transaction():
        place_hold(event.id, "审计调查", act=Act(SYSTEM, clock.now()))
    answer = browser.post(f"{address}undo")
    work()

    assert answer.status_code == 409 and "Deletion is stopped for this event" in answer.text
    assert db.session.query(Registration).filter(Registration.forgotten_at.is_(None)).count() > 0


def test_undoing_ends_with_the_time_for_changes_also_for_the_worker(event, browser, frozen):
    keep(DelegationPlan(event_id=event.id, changes_until=clock.now() + timedelta(hours=1)))
    address = taken(browser, event)
    assert browser.post(f"{address}undo").status_code == 303
    frozen.shift(7200)
    work()
    assert batch().state is BatchState.TAKEN and len(rows(event)) == 2
    assert browser.post(f"{address}undo").status_code == 409


def test_a_worker_that_comes_after_the_time_for_changes_takes_nobody_and_says_why(event, browser, frozen):
    keep(DelegationPlan(event_id=event.id, changes_until=clock.now() + timedelta(hours=1)))
    address = opened(browser, event, pasted=PASTED)
    assert take(browser, address).status_code == 303
    frozen.shift(7200)
    assert work() > 0

    assert batch().state is BatchState.TAKEN and rows(event) == {}
    page = browser.get(address).text
    assert page.count("Lists could be changed until") == 2 and "Rows left out: <span" in page
    assert db.session.query(OutboxLetter).count() == 0


def test_another_units_import_is_not_undone(app, event, browser):
    address = taken(browser, event)
    make_liaison(event, "420000", link="two")
    other = entered(app, "two")
    foreign = address.replace("/430000/", "/420000/")
    assert {other.get(f"{one}undo").status_code for one in (address, foreign)} == {404}
    assert {other.post(f"{one}undo").status_code for one in (address, foreign)} == {404}
    assert batch().state is BatchState.TAKEN


def test_an_import_beyond_the_quota_says_so_before_and_leaves_those_to_the_organizers(event, browser, sign_in):
    people = "".join(f"\n湖南省\t李{number}\t湖南某公司\t1540000020{number}\t\t" for number in range(5))
    address = opened(browser, event, pasted=HEADS + people)

    page = browser.get(address).text
    assert "has 3 places and 0 people on its list" in page and "it is 2 over" in page
    take(browser, address)
    work()

    states = [row.status for row in sorted(rows(event).values(), key=lambda row: row.id)]
    assert states == [Status.CONFIRMED] * 3 + [Status.PENDING] * 2
    desk = in_english(sign_in(make_member(event, TeamRole.OWNER)))
    assert "2 registrations await review" in desk.get(f"/manage/events/{event.slug}/").text
