"""The office: the board, who is behind, invitations, reminders, deadlines, taking over, masking, files."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import openpyxl
import pytest

from eventmgr.event.delegations import periods, services
from eventmgr.event.delegations.models import Chase, DelegationPlan, Due, Liaison, LiaisonKey, Place
from eventmgr.event.quotas.models import Status
from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.services import SYSTEM, Act
from eventmgr.tools.messages.models import LetterState, OutboxLetter
from tests.conftest import count_statements
from tests.event.delegations.acting import board_of, in_english, letters, liaisons
from tests.factories import keep, make_event, make_liaison, make_member, make_registration

pytestmark = pytest.mark.usefixtures("frozen", "database")
DAY = 86_400


def act():
    return Act(SYSTEM, clock.now())


def test_the_board_counts_from_the_tally_in_official_order_and_links_the_rows(event, office):
    for status in (Status.CONFIRMED, Status.CONFIRMED, Status.PENDING, Status.WAITLISTED, Status.WITHDRAWN):
        make_registration(event, unit_code="420000", status=status)
    page = office.get(board_of(event)).text

    assert page.index("Hubei") < page.index("Hunan")
    row = page[page.index("units/420000/") : page.index("units/430000/")]
    cells = re.findall(r'<td class="num text-end opt">(.*?)</td>', row)
    assert [re.sub(r"<[^>]+>", "", cell) for cell in cells] == ["3", "4", "1", "2", "1", "1"]
    assert "status=pending" in row and "unit=420000" in row


def test_a_board_of_many_people_costs_no_more_statements_than_one_of_few(event, office):
    make_liaison(event, "420000")
    with count_statements() as few:
        office.get(board_of(event))
    for _n in range(5):
        make_registration(event, unit_code="420000")
    make_liaison(event, "430000")
    with count_statements() as many:
        office.get(board_of(event))
    assert len(many) == len(few) <= 12


def test_filters_find_who_is_behind_over_and_in_a_state(event, office):
    make_liaison(event, "420000")
    for _n in range(4):
        make_registration(event, unit_code="420000")
    keep(DelegationPlan(event_id=event.id, confirm_due_at=clock.now() - timedelta(hours=1)))

    def listed(asked):
        page = office.get(board_of(event, f"?{asked}")).text
        return [unit for unit in ("420000", "430000") if f"units/{unit}/" in page]

    assert listed("only=behind") == ["420000", "430000"] and listed("only=over") == ["420000"]
    assert listed("only=empty") == ["430000"] and listed("state=begun") == ["420000"]
    assert listed("state=no_liaison") == ["430000"]
    assert office.get(board_of(event, "?state=x")).status_code == 400
    assert "2 delegations are overdue" in office.get(f"/manage/events/{event.slug}/").text


def test_somebody_is_entered_corrected_and_masked_until_a_reason_is_given(event, office):
    address = board_of(event, "units/420000/liaison/")
    wrong = office.post(address, data={"name": "李敏", "mobile": "12", "language": "zh"})
    assert wrong.status_code == 422 and "李敏" in wrong.text
    assert office.post(address, data={"name": "李敏", "language": "zh"}).status_code == 422
    data = {"name": "李敏", "mobile": "１５４００００００７７", "email": "li@example.com", "language": "zh"}
    assert office.post(address, data=data).status_code == 303
    assert liaisons(event) == {("420000", "liaison"): ("李敏", "15400000077", "li@example.com")}

    unit = board_of(event, "units/420000/")
    page = office.get(unit).text
    assert "154 **** 0077" in page and "li@example.com" not in page
    assert "15400000077" not in office.get(address).text
    office.post(address, data={"name": "李敏", "office": "科技处", "language": "zh"})
    assert liaisons(event)["420000", "liaison"][1:] == ("15400000077", "li@example.com"), "empty: as it was"

    assert office.post(f"{address}reveal", data={"why": ""}).status_code == 422
    shown = office.post(f"{address}reveal", data={"why": "contact"})
    assert "15400000077" in shown.text and "15400000077" not in office.get(unit).text
    entry = db.session.query(AuditEntry).filter_by(action="revealed").one()
    assert entry.changes["why"] == [None, "contact"] and "154" not in str(entry.changes)
    told = [str(entry.changes) + entry.object_name for entry in db.session.query(AuditEntry)]
    assert not [text for text in told if "李敏" in text or "li@" in text]


def test_invitations_are_previewed_and_written_once_to_those_with_a_mailbox(event, office):
    make_liaison(event, "420000", email="hubei@example.com")
    make_liaison(event, "420000", place=Place.DEPUTY, email="deputy@example.com")
    make_liaison(event, "430000", email="")
    asked = office.post(board_of(event, "invite"), data={"telling": ""})
    assert asked.status_code == 200 and letters() == [] and "湖北省代表团" in asked.text
    assert db.session.query(LiaisonKey).count() == 0

    assert office.post(board_of(event, "invite"), data={"telling": "now"}).status_code == 303
    assert [letter.to_address for letter in letters("invited")] == ["hubei@example.com", "deputy@example.com"]
    office.post(board_of(event, "invite"), data={"telling": "now"})
    assert len(letters("invited")) == 2
    assert "Invited" in office.get(board_of(event)).text


def invited(event, unit, **values):
    return make_liaison(event, unit, invited_at=clock.now(), **values)


def test_a_reminder_goes_to_every_unit_behind_the_chosen_deadline_once_a_day(event, office, frozen):
    invited(event, "420000", email="hubei@example.com")
    invited(event, "430000", email="hunan@example.com")
    keep(DelegationPlan(event_id=event.id, confirm_due_at=clock.now() + timedelta(days=3)))
    write(lambda: services.answer(event, "430000", takes_part=True, reason="", act=act()))
    page = office.get(board_of(event, "remind")).text
    assert "<dd>Hubei</dd>" in page and "<dd>Hubei, Hunan</dd>" in page

    asked = office.post(board_of(event, "remind"), data={"due": "confirm", "telling": ""})
    assert asked.status_code == 200 and letters("reminder") == []
    office.post(board_of(event, "remind"), data={"due": "confirm", "telling": "now"})
    assert [letter.to_address for letter in letters("reminder")] == ["hubei@example.com"]
    office.post(board_of(event, "remind"), data={"due": "list", "telling": "now"})
    assert [letter.to_address for letter in letters("reminder")] == ["hubei@example.com", "hunan@example.com"]
    office.post(board_of(event, "remind"), data={"due": "list", "telling": "now"})
    assert len(letters("reminder")) == 2, "once a day"
    assert "by hand" in office.get(board_of(event, "units/420000/")).text
    frozen.shift(DAY)
    assert write(lambda: services.chase(event, Due.LIST, act=act())) == 2


def test_automatic_reminders_keep_the_distances_and_stop_with_what_is_done(event, frozen):
    invited(event, "420000")
    invited(event, "430000")
    due = clock.now() + timedelta(days=8)
    plan = keep(DelegationPlan(event_id=event.id, list_due_at=due, reminds=False, days_before=[7, 1, 0]))

    def look():
        write(lambda: services.chase_automatically(at=clock.now()))
        return [(row.unit_code, row.days_before) for row in db.session.query(Chase).order_by(Chase.id)]

    frozen.shift(DAY)
    assert look() == [], "off by choice"
    plan.reminds = True
    db.session.commit()
    first = [("420000", 7), ("430000", 7)]
    assert look() == first and look() == first
    frozen.shift(3 * DAY)
    assert look() == first
    make_registration(event, unit_code="430000")
    write(lambda: services.complete(event, "430000", is_complete=True, act=act()))
    frozen.shift(3 * DAY)
    second = [*first, ("420000", 1)]
    assert look() == second
    frozen.shift(DAY)
    assert look() == [*second, ("420000", 0)] and look() == [*second, ("420000", 0)]
    frozen.shift(5 * DAY)
    assert look() == [*second, ("420000", 0)]


def test_an_own_deadline_goes_before_that_of_the_event(event, office):
    invited(event, "420000")
    keep(DelegationPlan(event_id=event.id, confirm_due_at=clock.now() - timedelta(hours=1)))
    later = {"confirm_due_at": "2026-04-20T17:00", "list_due_at": ""}
    assert office.post(board_of(event, "units/420000/deadlines"), data=later).status_code == 303
    page = office.get(board_of(event, "?only=behind")).text
    assert "units/420000/" not in page and "units/430000/" in page
    assert "(own deadline)" in office.get(board_of(event)).text
    assert [one.due_at.day for one in services.list_behind(event, Due.CONFIRM, at=clock.now())] == [20]


def test_settings_are_saved_and_bad_ones_refused(event, office):
    address = board_of(event, "settings")
    assert office.post(address, data={"link_days": "400"}).status_code == 422
    assert office.post(address, data={"link_days": "3", "reminds": "y"}).status_code == 422
    data = {"link_days": "3", "reminds": "y", "days_before": ["7", "0"], "confirm_due_at": "2026-04-10T17:00"}
    assert office.post(address, data=data).status_code == 303
    plan = db.session.query(DelegationPlan).one()
    assert (plan.link_days, plan.reminds, plan.days_before, plan.confirm_due_at.hour) == (3, True, [7, 0], 9)
    assert services.ends_at(event) == event.ends_at + timedelta(days=3)


def test_liaisons_are_taken_over_from_an_earlier_event_that_the_reader_manages(event, office, sign_in):
    earlier, foreign = make_event(), make_event()
    make_liaison(earlier, "420000", name="去年", email="last@example.com")
    make_liaison(earlier, "310000", name="上海人")
    make_liaison(foreign, "430000", name="外人")
    assert "No other event" in office.get(board_of(event, "take-over")).text
    user = make_member(event, TeamRole.OWNER)
    make_member(earlier, TeamRole.REGISTRAR, user)
    owner = sign_in(user)
    owner.set_cookie("lang", "en")
    assert owner.post(board_of(event, "take-over"), data={"earlier": str(foreign.id)}).status_code == 422
    assert owner.post(board_of(event, "take-over"), data={"earlier": str(earlier.id)}).status_code == 303
    assert liaisons(event) == {("420000", "liaison"): ("去年", "15400000001", "last@example.com")}
    assert letters() == [] and db.session.query(Liaison).filter_by(event_id=event.id).one().invited_at is None


def test_files_of_the_board_and_the_liaisons_are_recorded(event, office):
    make_liaison(event, "420000")
    board = [*openpyxl.load_workbook(io.BytesIO(office.get(board_of(event, "export.xlsx")).data)).active.values]
    assert board[0][:3] == ("Delegation", "State", "Delegation liaison") and board[1][2] == "李敏"
    assert "15400000001" not in str(board)
    address = board_of(event, "liaisons/export")
    assert office.post(address, data={"why": "contact"}).status_code == 422
    answer = office.post(address, data={"why": "contact", "recipient": "会务组"})
    assert "15400000001" in str([*openpyxl.load_workbook(io.BytesIO(answer.data)).active.values])
    entry = db.session.query(AuditEntry).filter_by(action="liaisons_exported").one()
    assert entry.changes == {"rows": [None, 1], "why": [None, "contact"], "recipient": [None, "会务组"]}


def test_liaisons_go_with_the_record_of_the_event_and_the_e_mails_to_them(event, frozen):
    event.retention_months = 1
    invited(event, "420000", email="hubei@example.com")
    write(lambda: services.chase(event, Due.LIST, act=act()))
    assert [letter.to_address for letter in letters()] == ["hubei@example.com"]
    db.session.query(OutboxLetter).update({"state": LetterState.SENT, "due_at": None})
    db.session.commit()
    frozen.shift((event.ends_at - clock.now()).total_seconds() + 20 * DAY)
    assert periods.PERIODS[0].list_due(clock.now()) == []
    frozen.shift(20 * DAY)
    assert [due.n for due in periods.PERIODS[0].list_due(clock.now())] == [1]
    assert write(lambda: periods.PERIODS[0].delete_some(clock.now(), 10)) == 1
    assert liaisons(event) == {} and [letter.to_address for letter in letters()] == [""]


def test_a_board_without_invited_delegations_leads_to_where_they_are_invited(sign_in):
    alone = make_event()
    leads = {}
    for role in (TeamRole.OWNER, TeamRole.REGISTRAR):
        page = in_english(sign_in(make_member(alone, role))).get(board_of(alone))
        leads[role] = page.status_code == 200 and f"/manage/events/{alone.slug}/settings/units/" in page.text
    assert leads == {TeamRole.OWNER: True, TeamRole.REGISTRAR: False}, "registrars may not open it"
