"""The word of a delegation: it recommends those who registered by themselves, or not; the organizers confirm."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest

from eventmgr.event.delegations import services as liaisons
from eventmgr.event.events.models import Approval, InvitedUnit, QuotaMode
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration import laws
from eventmgr.event.registration.changing.services.editing import edit
from eventmgr.event.registration.changing.services.requesting import needs_approval
from eventmgr.event.registration.deciding.services.decisions import withdraw
from eventmgr.event.registration.deciding.services.recommending import Voice, decline, recommend
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration, Source, Speaker, UnitWord, Word
from eventmgr.event.registration.retaining.services.forgetting import forget
from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.models import ActorKind
from eventmgr.tools.log.queries import list_entries_about
from eventmgr.tools.log.services import SYSTEM, Act, Actor
from eventmgr.tools.messages.models import OutboxLetter
from tests.event.delegations.acting import board_of, entered, in_english, page_of
from tests.event.registration.applicants import make_applicant
from tests.event.registration.registering import register
from tests.factories import make_event, make_liaison, make_member, make_registration
from tests.office.duplicates.merging import merge, part, twins

pytestmark = pytest.mark.usefixtures("frozen", "database")
_LIAISON = Voice(Speaker.LIAISON, "李敏", "420000")


@pytest.fixture
def event():
    return asking(approval=Approval.REVIEW)


def asking(**more):
    return make_event(
        needs_unit_word=True,
        units=[InvitedUnit(unit_code="420000", quota=2), InvitedUnit(unit_code="430000", quota=None)],
        **more,
    )


@pytest.fixture
def browser(app, event):
    make_liaison(event, "420000", name="李敏", link="one")
    return entered(app, "one")


def hubei(name, **more):
    return make_applicant(name=name, unit="420000", province="420000", **more)


def word_of(registration):
    db.session.expire_all()
    return db.session.get(UnitWord, registration.id)


def state_of(registration):
    db.session.expire_all()
    return db.session.get(Registration, registration.id).status


def words_of(registration):
    return [entry.action for entry in list_entries_about("registration", [registration.id])]


def say(browser, event, word, *rows, **more):
    ids = [str(row.id) for row in rows]
    return browser.post(page_of(event, rest="word"), data={"word": word, "ids": ids, **more})


def act():
    return Act(SYSTEM, clock.now())


def registrations_of(event, rest=""):
    return f"/manage/events/{event.slug}/registrations/{rest}"


def test_where_nobody_reviews_who_comes_by_themselves_waits_for_the_recommendation_and_has_a_place_with_it(app):
    event = asking(quota_mode=QuotaMode.REFUSE)
    make_liaison(event, "420000", name="李敏", link="two")
    browser = entered(app, "two")
    rows = [register(event, hubei(name)) for name in ("张三", "李四", "王五")]
    guest = register(event, make_applicant(name="赵六", unit="", province="420000"))
    entered_by_office = register(
        event, make_applicant(name="钱七", unit="430000", province="430000"), source=Source.STAFF
    )
    assert {state_of(row) for row in rows} == {Status.PENDING}
    assert (state_of(guest), state_of(entered_by_office)) == (Status.CONFIRMED, Status.CONFIRMED)

    page = browser.get(page_of(event)).text
    assert "confirmed at once" in page and all(name in page for name in ("张三", "李四", "王五"))
    assert "赵六" not in page and "钱七" not in page
    assert say(browser, event, "recommended", *rows).status_code == 303
    assert [state_of(row) for row in rows] == [Status.CONFIRMED, Status.CONFIRMED, Status.WAITLISTED], "two places"
    kinds = db.session.query(OutboxLetter.kind, OutboxLetter.about).all()
    assert ("registration.confirmed", f"registration:{rows[0].id}") in kinds
    assert ("registration.waitlisted", f"registration:{rows[2].id}") in kinds
    assert [laws.places(), laws.tallies(), laws.recommendations()] == [[], [], []]


def test_full_and_without_a_waiting_list_whom_the_delegation_recommends_stays_pending():
    event = asking(quota_mode=QuotaMode.REFUSE, has_waiting_list=False)
    rows = [register(event, hubei(name)) for name in ("张三", "李四", "王五")]
    write(lambda: recommend(event, rows, by=_LIAISON, act=act()))
    assert [state_of(row) for row in rows] == [Status.CONFIRMED, Status.CONFIRMED, Status.PENDING]


def test_where_the_setting_is_off_nothing_waits_and_nobody_is_asked(app, sign_in):
    event = make_event(units=[InvitedUnit(unit_code="420000", quota=2)])
    make_liaison(event, "420000", link="three")
    browser, row = entered(app, "three"), register(event, hubei("张三"))
    assert state_of(row) is Status.CONFIRMED
    assert "Recommendation" not in browser.get(page_of(event)).text
    assert say(browser, event, "recommended", row).status_code == 303 and word_of(row) is None
    office = in_english(sign_in(make_member(event, TeamRole.REGISTRAR)))
    assert "ecommend" not in office.get(registrations_of(event)).text + office.get(board_of(event)).text


def test_recommended_and_not_recommended_are_seen_by_the_office_with_reason_name_and_time(event, browser, office):
    wanted, unwanted, silent = (register(event, hubei(name)) for name in ("张三", "李四", "王五"))
    say(browser, event, "recommended", wanted)
    asked = say(browser, event, "declined", unwanted)
    assert asked.status_code == 200 and "Do not recommend 1 person?" in asked.text and word_of(unwanted) is None
    assert say(browser, event, "declined", unwanted, reason=" ").status_code == 422
    say(browser, event, "declined", unwanted, reason="已由同处同志参会")
    assert {state_of(row) for row in (wanted, unwanted, silent)} == {Status.PENDING}, "the office decides"

    shown = office.get(registrations_of(event, f"{unwanted.id}/")).text
    assert "Not recommended" in shown and "已由同处同志参会" in shown and "李敏" in shown
    assert "not recommended by the delegation" in shown.casefold() and "Liaison of" in shown
    for asked, there, not_there in (
        ("recommended", "张三", ("李四", "王五")),
        ("declined", "李四", ("张三", "王五")),
        ("awaited", "王五", ("张三", "李四")),
    ):
        page = office.get(registrations_of(event, f"?word={asked}")).text
        assert there in page and not [name for name in not_there if name in page]
    page = office.get(registrations_of(event)).text
    assert "Recommendation awaited" in page and "Not recommended" in page
    assert office.get(registrations_of(event, "?word=perhaps")).status_code == 400


def test_whom_the_unit_does_not_recommend_the_office_declines_with_that_reason_preset(event, browser, office):
    row = register(event, hubei("李四", email="li4@example.com"))
    say(browser, event, "declined", row, reason="名额已满")
    page = office.post(registrations_of(event, "decide"), data={"act": "reject", "ids": row.id}).text
    told = "Your delegation did not recommend you: 名额已满"
    assert f'<option value="{told}" selected>' in page
    own = browser.get(f"/my/{my_token(row)}/").text
    assert "名额已满" not in own and "under review" in own, "only the office tells"

    data = {"act": "reject", "ids": row.id, "reason": "", "kept": told, "telling": "now"}
    assert office.post(registrations_of(event, "decide"), data=data).status_code == 303
    assert state_of(row) is Status.REJECTED
    assert told in browser.get(f"/my/{my_token(row)}/").text


def test_before_it_confirms_the_office_sees_whom_it_confirms_without_recommendation(event, browser, office):
    wanted, silent = register(event, hubei("张三")), register(event, hubei("王五"))
    say(browser, event, "recommended", wanted)
    both = {"act": "confirm", "ids": f"{wanted.id},{silent.id}", "telling": "now"}
    page = office.post(registrations_of(event, "decide"), data=both)
    assert page.status_code == 200 and "1 of the people you confirm is not recommended" in page.text
    assert "王五" in page.text and "张三" not in page.text and state_of(wanted) is Status.PENDING

    assert office.post(registrations_of(event, "decide"), data=both | {"unrecommended": "1"}).status_code == 303
    assert {state_of(wanted), state_of(silent)} == {Status.CONFIRMED}


def test_who_is_recommended_is_confirmed_without_a_question(event, browser, office):
    row = register(event, hubei("张三"))
    say(browser, event, "recommended", row)
    data = {"act": "confirm", "ids": row.id, "telling": "now"}
    assert office.post(registrations_of(event, "decide"), data=data).status_code == 303
    assert state_of(row) is Status.CONFIRMED


def test_the_office_recommends_for_a_silent_delegation_with_a_reason_and_not_against_its_word(event, browser, office):
    silent, unwanted = register(event, hubei("张三")), register(event, hubei("李四"))
    say(browser, event, "declined", unwanted, reason="名额已满")
    data = {"act": "recommend", "ids": silent.id}
    assert "Recommend 1 person" in office.post(registrations_of(event, "decide"), data=data).text
    answer = office.post(registrations_of(event, "decide"), data=data | {"reason": ""})
    assert answer.status_code == 409 and "Enter why" in answer.text and word_of(silent) is None
    assert office.post(registrations_of(event, "decide"), data=data | {"reason": "电话确认"}).status_code == 303
    word = word_of(silent)
    assert (word.word, word.speaker, word.reason) == (Word.RECOMMENDED, Speaker.OFFICE, "电话确认") and word.said_by
    assert "recommended_for_unit" in words_of(silent)

    answer = office.post(
        registrations_of(event, "decide"), data={"act": "recommend", "ids": unwanted.id, "reason": "x"}
    )
    assert answer.status_code == 409 and "does not recommend them" in answer.text
    assert word_of(unwanted).word is Word.DECLINED


def test_the_board_counts_who_is_recommended_and_leads_to_them(event, browser, office):
    rows = [register(event, hubei(name)) for name in ("张三", "李四", "王五")]
    say(browser, event, "recommended", *rows[:2])
    page = office.get(board_of(event)).text
    assert "Recommended 2" in page and "word=recommended" in page
    sheet = openpyxl.load_workbook(io.BytesIO(office.get(board_of(event, "export.xlsx")).data)).active
    lines = [[cell.value for cell in line] for line in sheet.iter_rows()]
    heads = next(line for line in lines if "Recommended" in line)
    assert next(line for line in lines if "Hubei" in str(line[0]))[heads.index("Recommended")] == 2


def test_whom_a_liaison_enters_is_recommended(event):
    row = register(event, hubei("张三"), source=Source.UNIT, said_by="李敏")
    word = word_of(row)
    assert (word.word, word.speaker, word.said_by) == (Word.RECOMMENDED, Speaker.LIAISON, "李敏")
    assert state_of(row) is Status.PENDING, "the office confirms"
    open_event = asking()
    assert state_of(register(open_event, hubei("李四"), source=Source.UNIT)) is Status.CONFIRMED


def test_a_liaison_says_nothing_about_another_units_people_nor_after_the_event(event, browser):
    foreign = register(event, make_applicant(name="孙八", unit="430000", province="430000"))
    say(browser, event, "recommended", foreign)
    say(browser, event, "declined", foreign, reason="x")
    assert word_of(foreign) is None and "孙八" not in browser.get(page_of(event)).text
    with pytest.raises(Exception, match="孙八"):
        write(lambda: recommend(event, [foreign], by=_LIAISON, act=act()))
    assert say(browser, event, "perhaps", foreign).status_code == 400


def test_nobody_moves_up_without_recommendation_but_with_it():
    event = asking(capacity=1)
    holder = make_registration(event, unit_code="430000", source=Source.STAFF)
    silent = make_registration(event, unit_code="420000", status=Status.WAITLISTED, name="张三")
    behind = make_registration(event, unit_code="", status=Status.WAITLISTED, name="李四")
    write(lambda: withdraw(event, holder, act=act()))
    assert (state_of(silent), state_of(behind)) == (Status.WAITLISTED, Status.CONFIRMED)
    assert laws.places() == []

    write(lambda: withdraw(event, behind, act=act()))
    assert state_of(silent) is Status.WAITLISTED and laws.places() == []
    write(lambda: recommend(event, [silent], by=_LIAISON, act=act()))
    assert state_of(silent) is Status.CONFIRMED and laws.places() == []


def test_nobody_waits_behind_somebody_who_waits_for_the_delegation_alone():
    event = asking(capacity=1)
    make_registration(event, unit_code="420000", status=Status.WAITLISTED, name="张三")
    assert state_of(register(event, make_applicant(name="李四", unit="", province="420000"))) is Status.CONFIRMED


def test_another_delegation_or_another_person_has_no_word_yet(event):
    moved, passed_on, forgotten = (register(event, hubei(name)) for name in ("张三", "李四", "王五"))
    write(lambda: recommend(event, [moved, passed_on, forgotten], by=_LIAISON, act=act()))
    by_office = act()
    elsewhere = make_applicant(name="张三", unit="430000", province="430000")
    write(lambda: edit(event, moved, elsewhere, act=by_office))
    write(lambda: edit(event, passed_on, hubei("周九", mobile="13900000009"), another=True, act=by_office))
    write(lambda: forget(event, forgotten, act=by_office))
    assert [word_of(row) for row in (moved, passed_on, forgotten)] == [None, None, None]


def test_a_confirmed_person_asks_for_a_move_to_a_delegation_whose_word_is_needed():
    event = asking()
    guest = register(event, make_applicant(name="张三", unit="", province="420000"))
    moved = hubei("张三")
    assert needs_approval(event, guest, moved, {"unit"}, at=clock.now())
    event.needs_unit_word = False
    assert not needs_approval(event, guest, moved, {"unit"}, at=clock.now())


def test_the_own_page_says_what_is_awaited_and_the_copy_holds_the_word_without_the_liaisons_name(event, browser):
    row = register(event, hubei("张三"))
    address = f"/my/{my_token(row)}/"
    assert "awaits the recommendation of your delegation" in browser.get(address).text
    received = db.session.query(OutboxLetter.text).filter(OutboxLetter.about == f"registration:{row.id}").all()
    assert ["first says whether it recommends you" in text or "是否推荐" in text for (text,) in received] == [True]
    say(browser, event, "recommended", row)
    page = browser.get(address).text
    assert "Your delegation has recommended you" in page and "李敏" not in page

    copy = browser.get(f"{address}data.json")
    told = json.loads(copy.text)["recommendation"]
    assert (told["word"], told["by"]) == ("recommended", "liaison") and "李敏" not in copy.text
    lines = list(csv.reader(io.StringIO(browser.get(f"{address}data.csv").text.removeprefix("\ufeff"))))
    assert [line for line in lines if line[1] == "Recommendation by the delegation" and "Recommended" in line[2]]


def test_the_name_of_a_liaison_who_deletes_themselves_goes_from_what_they_said(event, browser):
    row = register(event, hubei("张三"))
    say(browser, event, "recommended", row)
    assert word_of(row).said_by == "李敏"
    browser.post(page_of(event, rest="own/delete"))
    assert (word_of(row).said_by, word_of(row).word) == ("", Word.RECOMMENDED)


def test_declining_needs_a_reason():
    event = asking()
    row = register(event, hubei("张三"))
    with pytest.raises(Exception, match="理由"):
        write(lambda: decline(event, [row], by=_LIAISON, reason="", act=act()))


def test_what_the_delegation_said_of_the_one_that_goes_holds_for_the_one_that_stays_until_they_are_two_again(event):
    one, other = twins(event, unit="420000", province="420000", mobile="13800000002")
    write(lambda: edit(event, one, hubei("李明"), act=act()))
    write(lambda: recommend(event, [other], by=_LIAISON, act=act()))

    merged = merge(event, one, other)
    assert word_of(one).said_by == "李敏"
    part(event, merged)
    assert [word_of(row) is not None for row in (one, other)] == [False, True]


def test_a_page_of_the_list_costs_one_statement_more_however_many_are_on_it(event, browser, office, count_statements):
    rows = [register(event, hubei(f"张{number}")) for number in "一二三四五六"]
    say(browser, event, "recommended", *rows[:3])
    counted = []
    for address in ("?cols=unit", "?cols=unit,unit_word"):
        with count_statements() as on_list:
            page = office.get(registrations_of(event, address)).text
        counted.append(len(on_list))
    assert counted[1] == counted[0] + 1 and page.count("Recommendation awaited") >= 3


def test_a_file_of_the_list_has_what_delegations_said(event, browser, office):
    rows = [register(event, hubei(name)) for name in ("张三", "李四")]
    say(browser, event, "recommended", rows[0])
    text = office.get(registrations_of(event, "export.csv?cols=unit_word")).text
    assert [line.rsplit(",", 1)[-1] for line in text.strip().splitlines()] == [
        "Recommendation by the delegation", "Recommendation awaited", "Recommended",
    ]  # fmt: skip


def test_whom_a_liaison_enters_and_who_substitutes_is_recommended(app):
    """Both by what the liaison did; nothing more is asked of them."""
    event = asking()
    act = Act(Actor(ActorKind.PARTICIPANT, None, "湖北省联络员"), clock.now())
    first = make_applicant(unit="420000", province="420000")
    second = make_applicant(unit="420000", province="420000", name="另一人", mobile="15400000099")

    come = write(lambda: liaisons.enter(event, "420000", first, form_id=None, said_by="李敏", act=act))
    other = write(lambda: liaisons.substitute(event, "420000", come.id, second, (), said_by="李敏", act=act))

    word = db.session.get(UnitWord, other.id)
    assert (other.name, other.status, word.word, word.said_by) == ("另一人", Status.CONFIRMED, Word.RECOMMENDED, "李敏")
