"""People without an e-mail address: nobody is lost, because the organizers see whom to phone and can open a way back."""

import re

import pytest
from sqlalchemy import select

from eventmgr.event.events.models import Approval
from eventmgr.event.events.services import cancel
from eventmgr.event.registration.changing.services.editing import edit
from eventmgr.event.registration.deciding.services.decisions import confirm, reject, withdraw
from eventmgr.event.registration.letters.writing import my_token, spoken_code
from eventmgr.event.registration.models import Registration, Source
from eventmgr.event.registration.office_list.queries import list_untold
from eventmgr.event.registration.retaining.services.forgetting import delete
from eventmgr.event.registration.waiting.services import put_on_waiting_list
from eventmgr.ground.db import db, transaction
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.services import Act
from tests.event.registration.applicants import OFFICE, VISITOR, make_applicant
from tests.event.registration.registering import register
from tests.factories import NOON, make_event, make_member

pytestmark = pytest.mark.usefixtures("app", "frozen")
DECISIONS = {
    "confirm": lambda event, row: confirm(event, [row], act=Act(OFFICE, NOON)),
    "waitlist": lambda event, row: put_on_waiting_list(event, [row], act=Act(OFFICE, NOON)),
    "reject": lambda event, row: reject(event, [row], reason="人数已满", act=Act(OFFICE, NOON)),
    "withdraw": lambda event, row: withdraw(event, row, act=Act(OFFICE, NOON)),
}


def pending(**values):
    """(event that reviews, registration that waits for it)."""
    event = make_event(approval=Approval.REVIEW)
    return event, register(event, make_applicant(**values))


def names_to_phone(event):
    db.session.expire_all()
    return [row.name for row in list_untold(event.id, limit=50).rows]


def manage(event, rest=""):
    return f"/manage/events/{event.slug}/registrations/{rest}"


@pytest.mark.parametrize("decision", DECISIONS)
@pytest.mark.parametrize(("email", "phoned"), [("", True), ("zhang@example.com", False)])
def test_whoever_is_decided_about_and_has_no_address_is_to_be_phoned(decision, email, phoned):
    event, place = pending(name="张三", email=email)

    with transaction():
        DECISIONS[decision](event, place)

    assert names_to_phone(event) == (["张三"] if phoned else [])


def test_whoever_acts_by_their_own_link_has_seen_it_and_is_not_phoned():
    event, place = pending(email="")

    with transaction():
        withdraw(event, place, act=Act(VISITOR, NOON))

    assert names_to_phone(event) == []


def test_whoever_moves_up_from_the_waiting_list_is_to_be_phoned():
    event = make_event(capacity=1)
    first, _second = register(event), register(event, make_applicant(name="李四", email=""))

    with transaction():
        withdraw(event, first, act=Act(OFFICE, NOON))

    assert names_to_phone(event) == ["李四"]


@pytest.mark.parametrize(
    ("source", "notify", "phoned"),
    [(Source.SELF, True, 0), (Source.STAFF, True, 1), (Source.STAFF, False, 0), (Source.WALK_IN, True, 0)],
)
def test_whoever_is_entered_by_others_is_phoned_unless_present_or_told_already(source, notify, phoned):
    event = make_event()

    register(event, make_applicant(email=""), by=OFFICE, source=source, notify=notify)

    assert len(names_to_phone(event)) == phoned


def test_a_cancelled_event_puts_all_without_an_address_on_the_phone_list_and_nobody_else():
    event, other = make_event(), make_event()
    register(event, make_applicant(name="王五", email=""))
    register(event, make_applicant(name="赵六"))
    gone = register(event, make_applicant(name="钱七", email=""))
    register(other, make_applicant(name="孙八", email=""))
    with transaction():
        withdraw(event, gone, act=Act(VISITOR, NOON))

    with transaction():
        cancel(event, {"zh": "台风"}, act=Act(OFFICE, NOON))

    assert (names_to_phone(event), names_to_phone(other)) == (["王五"], [])


def test_an_address_that_is_given_later_ends_the_debt_by_a_letter():
    event, place = pending(name="张三", mobile="13900000001", email="")
    with transaction():
        confirm(event, [place], act=Act(OFFICE, NOON))

    with transaction():
        given = make_applicant(name="张三", mobile="13900000001", email="zhang@example.com")
        edit(event, place, given, act=Act(OFFICE, NOON))

    assert names_to_phone(event) == []


def test_deciding_says_how_many_to_phone_and_lists_names_and_masked_numbers(sign_in):
    event = make_event(approval=Approval.REVIEW)
    rows = [register(event, make_applicant(name=f"样例{n}", mobile=f"1390000000{n}", email="")) for n in range(3)]
    rows.append(register(event, make_applicant()))
    client = sign_in(make_member(event, TeamRole.REGISTRAR))

    client.post(manage(event, "decide"), data={"act": "confirm", "ids": [row.id for row in rows]})
    page = client.get(manage(event)).text

    assert ("其中 3 人未填邮箱" in page, "3 人未填邮箱，请电话通知" in page) == (True, True)
    assert (page.count("139 **** 000"), "1390000000" in page) == (6, False)


def test_the_overview_of_the_event_shows_whom_to_phone_but_not_to_those_who_may_not_read_numbers(sign_in):
    event, place = pending(name="张三", mobile="13900000001", email="")
    with transaction():
        confirm(event, [place], act=Act(OFFICE, NOON))

    registrar = sign_in(make_member(event, TeamRole.REGISTRAR)).get(f"/manage/events/{event.slug}/").text
    viewer = sign_in(make_member(event, TeamRole.VIEWER)).get(f"/manage/events/{event.slug}/").text

    assert ("139 **** 0001" in registrar, "13900000001" in registrar, "**** 0001" in viewer) == (True, False, False)


def test_more_than_the_panel_holds_are_counted_and_stand_on_the_phone_list(sign_in):
    event = make_event()
    for _ in range(12):
        register(event, make_applicant(email=""), by=OFFICE, source=Source.STAFF)
    client = sign_in(make_member(event, TeamRole.REGISTRAR))

    panel, whole = client.get(manage(event)).text, client.get(manage(event, "phone/")).text

    assert ("12 人未填邮箱" in panel, "另有 2 人" in panel) == (True, True)
    panel = panel.split('id="untold"')[1].split("</section>")[0]
    assert (panel.count(" **** "), whole.count(" **** "), whole.count('name="field" value="mobile"')) == (10, 12, 12)


def test_the_number_of_those_to_be_phoned_opens_them_and_nobody_else(sign_in):
    event = make_event()
    for n in range(3):
        register(event, make_applicant(name=f"样例{n}", email=""), by=OFFICE, source=Source.STAFF)
    register(event, make_applicant(name="另一人"), by=OFFICE, source=Source.STAFF)
    client = sign_in(make_member(event, TeamRole.REGISTRAR))
    address, number = re.search(r'href="([^"]+)" data-figure="untold">(\d+)', client.get(manage(event)).text).groups()

    page = client.get(address).text

    assert (number, "flag=untold" in address) == ("3", True)
    assert re.findall(r"选择(样例\d|另一人)", page) == ["样例2", "样例1", "样例0"]
    assert sign_in(make_member(event, TeamRole.VIEWER)).get(address).status_code == 403


def test_whoever_was_reached_leaves_the_list_and_the_history_says_who_told_them(sign_in):
    event = make_event()
    reached = register(event, make_applicant(name="张三", email=""), by=OFFICE, source=Source.STAFF)
    register(event, make_applicant(name="李四", email=""), by=OFFICE, source=Source.STAFF)
    member = make_member(event, TeamRole.REGISTRAR)

    answer = sign_in(member).post(manage(event, "phone/"), data={"ids": [reached.id]})

    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "told_by_phone")).one()
    assert (answer.status_code, names_to_phone(event)) == (303, ["李四"])
    assert (entry.actor_id, entry.object_id) == (member.id, reached.id)


@pytest.mark.parametrize("ids", [[], ["x"], ["999999"]])
def test_ticking_nobody_or_nonsense_changes_nothing(sign_in, ids):
    event = make_event()
    register(event, make_applicant(name="张三", email=""), by=OFFICE, source=Source.STAFF)

    answer = sign_in(make_member(event, TeamRole.REGISTRAR)).post(manage(event, "phone/"), data={"ids": ids})

    assert (answer.status_code, names_to_phone(event)) == (303 if not ids else 400, ["张三"])


def test_deleted_people_are_not_phoned():
    event, place = pending(email="")
    with transaction():
        confirm(event, [place], act=Act(OFFICE, NOON))

    with transaction():
        delete(event, place, reason="本人要求", act=Act(OFFICE, NOON))

    assert names_to_phone(event) == []


def test_the_form_says_before_sending_that_nothing_comes_without_an_address(client):
    with_field = make_event()
    without = make_event(fields={"email": "off"})

    texts = [client.get(f"/events/{event.slug}/register/").text for event in (with_field, without)]

    assert ("不填邮箱，将收不到任何邮件通知" in texts[0], "本次报名不发送邮件通知" in texts[1]) == (True, True)


def test_the_code_that_the_office_reads_out_opens_the_own_page(client, sign_in):
    event = make_event()
    place = register(event, make_applicant(name="张三", mobile="13900000001", email=""))
    slip = sign_in(make_member(event, TeamRole.REGISTRAR)).post(manage(event, f"{place.id}/slip")).text
    code = re.search(r'id="spoken-code">([\d ]+)<', slip)[1]

    who = {"name": "张三", "mobile": "139 0000 0001"}
    answer = client.post(f"/events/{event.slug}/register/link", data={**who, "code": code.replace(" ", "")})

    db.session.expire_all()
    place = db.session.get(Registration, place.id)
    assert (answer.status_code, answer.location) == (303, f"/my/{my_token(place)}/")
    assert client.get(answer.location).status_code == 200


@pytest.mark.parametrize(
    ("name", "mobile", "code"),
    [("张三", "13900000001", "000000000"), ("李四", "13900000001", None), ("张三", "13900000002", None)],
)
def test_a_wrong_code_or_another_person_is_refused_without_saying_which(client, name, mobile, code):
    event = make_event()
    place = register(event, make_applicant(name="张三", mobile="13900000001", email=""))
    sent = {"name": name, "mobile": mobile, "code": code or spoken_code(place)}

    answer = client.post(f"/events/{event.slug}/register/link", data=sent)

    assert (answer.status_code, "姓名、手机号码与验证码不符" in answer.text) == (409, True)
    assert f'value="{name}"' in answer.text


def test_a_code_dies_with_the_next_one_and_guessing_is_slowed_down(app, client, sign_in, monkeypatch):
    monkeypatch.setitem(app.config, "RATELIMIT_ENABLED", True)
    event = make_event()
    place = register(event, make_applicant(name="张三", mobile="13900000001", email=""))
    old = spoken_code(place)
    sign_in(make_member(event, TeamRole.REGISTRAR)).post(manage(event, f"{place.id}/slip"))
    sent = {"name": "张三", "mobile": "13900000001", "code": old}

    answers = [client.post(f"/events/{event.slug}/register/link", data=sent).status_code for _ in range(6)]

    assert answers == [409] * 5 + [429]
