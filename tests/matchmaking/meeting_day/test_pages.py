"""The pages of the day, as staff, hosts, screens and participants see them."""

from __future__ import annotations

import re

import pytest

from eventmgr.event.events.models import RegionSet
from eventmgr.ground.db import db, transaction
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.meeting_day import services
from eventmgr.matchmaking.meeting_day.access import screen_token
from eventmgr.matchmaking.meeting_day.models import (
    DayAct,
    MeetingOutcome,
    MeetingRepair,
    MeetingResult,
    MeetingScreen,
    ScreenKind,
)
from eventmgr.matchmaking.meeting_day.queries import list_unrepaired_acts
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyAbsence, PartyRepresentative
from eventmgr.matchmaking.meeting_plans.models import MeetingHall, TableClosure
from eventmgr.matchmaking.timetables.models import Meeting, MeetingState, MissedBy
from eventmgr.tools.messages.models import OutboxLetter
from tests.factories import NOON, keep, make_registration
from tests.matchmaking.factories import slots_at
from tests.matchmaking.meeting_day.pages import asked_of, asker_of, begun, key, own, screen, staff
from tests.matchmaking.meeting_day.worlds import act, make_day, sent


def test_from_the_search_to_the_applied_repair_and_back(frozen, sign_in, database):
    day = make_day(requests=12)
    client = staff(day, sign_in, TeamRole.CHECK_IN)
    home = f"/manage/events/{day.event.slug}/matchmaking/day/"
    gone = day.parties[0]
    page = client.get(home, query_string={"q": gone.organization.name[2:6]}).text
    assert f"parties/{gone.id}/" in page
    answer = client.post(f"{home}parties/{gone.id}/left", data={"key": key()})
    assert answer.status_code == 303
    page = client.get(home).text
    assert gone.organization.name in page
    assert db.session.query(PartyAbsence).count() == 1
    answer = client.post(f"{home}repairs/")
    repair = answer.location
    shown = client.get(repair).text
    assert "fewest possible" in shown or "最少" in shown
    in_words = re.sub(r"<[^>]+>", "", shown)
    for words, listed in re.findall(r'<h2 class="mt-4">([^<]+) <small class="muted"><[^>]+>(\d+)', shown):
        counted = re.findall(rf"{re.escape(words)}(?:：|: )(\d+)", in_words)
        assert sum(map(int, counted)) == int(listed), words
    assert client.post(f"{repair}apply", data={"telling": "now"}).status_code == 303
    assert db.session.query(Meeting).filter_by(state=MeetingState.CANCELLED).count() > 0
    assert db.session.query(OutboxLetter).filter_by(kind="meetings.moved").count() > 0
    kept = client.post(f"{repair}undo", data={"telling": "now", "keeps": "1"})
    assert kept.location.endswith("/day/#repair")
    assert (db.session.query(PartyAbsence).count(), list_unrepaired_acts(day.event.id) == []) == (1, False)
    repair = client.post(f"{home}repairs/").location
    assert client.post(f"{repair}apply", data={"telling": "now"}).status_code == 303
    assert client.post(f"{repair}undo", data={"telling": "now"}).status_code == 303
    assert db.session.query(Meeting).filter_by(state=MeetingState.CANCELLED).count() == 0
    assert db.session.query(PartyAbsence).count() == 0


def test_a_stale_proposal_is_refused_and_says_so(frozen, sign_in, database):
    day = make_day(requests=12)
    client = staff(day, sign_in)
    home = f"/manage/events/{day.event.slug}/matchmaking/day/"
    client.post(f"{home}parties/{day.parties[0].id}/left", data={"key": key()})
    repair = client.post(f"{home}repairs/").location
    client.post(f"{home}parties/{day.parties[1].id}/left", data={"key": key()})
    answer = client.post(f"{repair}apply", data={"telling": "now"})
    assert answer.status_code == 409
    assert f"{home}repairs/" in answer.text
    assert db.session.query(MeetingRepair).one().applied_at is None


def test_the_same_act_sent_again_is_done_once(frozen, sign_in, database):
    day = make_day()
    client = staff(day, sign_in)
    address = f"/manage/events/{day.event.slug}/matchmaking/day/parties/{day.parties[0].id}/left"
    data = {"key": key()}
    assert [client.post(address, data=data).status_code for _ in range(3)] == [303, 303, 303]
    assert db.session.query(PartyAbsence).count() == 1
    assert db.session.query(DayAct).count() == 1


def test_bad_times_are_said_at_their_field_and_change_nothing(frozen, sign_in, database):
    day = make_day()
    client = staff(day, sign_in)
    address = f"/manage/events/{day.event.slug}/matchmaking/day/parties/{day.parties[0].id}/late"
    assert client.post(address, data={"key": key(), "until": "1"}).status_code == 422
    assert client.post(address, data={"key": key()}).status_code == 422
    assert db.session.query(DayAct).count() == 0


def test_fields_of_the_three_forms_about_a_party_are_told_apart(frozen, sign_in, database):
    day = make_day()
    client = staff(day, sign_in)
    page = client.get(f"/manage/events/{day.event.slug}/matchmaking/day/parties/{day.parties[0].id}/").text
    ids = re.findall(r' id="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))
    assert {"late-until", "away-until", "left-person"} <= set(ids)
    assert set(re.findall(r' for="([^"]+)"', page)) <= set(ids)


def test_a_walk_in_becomes_a_party_and_a_known_one_gets_a_representative(frozen, sign_in, database):
    day = make_day()
    client = staff(day, sign_in)
    address = f"/manage/events/{day.event.slug}/matchmaking/day/walk-in"
    data = {"organization": "新到样例有限公司", "name": "李强", "kind": "company", "mobile": "15400010001"}
    assert client.post(address, data={**data, "key": key()}).status_code == 303
    assert client.post(address, data={**data, "name": "王敏", "key": key()}).status_code == 303
    parties = db.session.query(MeetingParty).filter_by(event_id=day.event.id).order_by(MeetingParty.id.desc())
    assert parties.first().organization.name == "新到样例有限公司"
    assert parties.count() == len(day.parties) + 1
    assert client.post(address, data={**data, "mobile": "12", "key": key()}).status_code == 422
    east = keep(RegionSet(event_id=day.event.id, name={"zh": "东部"}, province_codes=["340000"]))
    client.post(address, data={**data, "organization": "安徽样例有限公司", "province": "340000", "key": key()})
    newest = parties.first()
    assert (newest.side, newest.unit_code, newest.province_code) == (str(east.id), "", "340000")


def test_a_result_by_one_tap_and_again_with_all_that_may_be_added(frozen, client, database):
    day = make_day()
    meeting = begun(day)
    home = own(day, asker_of(meeting))
    assert str(meeting.id) in client.get(home).text
    data = {"outcome": "again", "key": key()}
    for _ in range(2):
        assert client.post(f"{home}{meeting.id}/result", data=data).status_code == 303
    details = {
        "details": "1", "outcome": "intention", "amount": "1200", "amount_kind": "contract_value", "currency": "CNY",
        "next_step": "寄送样品", "rating": "5", "key": key(),
    }  # fmt: skip
    assert client.post(f"{home}{meeting.id}/result", data=details).status_code == 303
    result = db.session.query(MeetingResult).one()
    assert (result.outcome, result.amount, result.rating) == (MeetingOutcome.INTENTION, 12_000_000, 5)
    assert db.session.get(Meeting, meeting.id).state is MeetingState.HELD
    bad = client.post(f"{home}{meeting.id}/result", data=details | {"amount_kind": "", "key": key()})
    assert bad.status_code == 409
    assert client.post(f"{home}{meeting.id}/result", data={"outcome": "x", "key": key()}).status_code == 409


def test_the_other_side_never_sees_rating_next_step_or_result(frozen, client, database):
    day = make_day()
    meeting = begun(day)
    details = services.Details(next_step="寄送样品到武汉", rating=1)
    with transaction():
        services.tell_result(
            day.event,
            meeting,
            asker_of(meeting),
            MeetingOutcome.NO_INTEREST,
            sent("party:1"),
            details=details,
            act=act(),
        )
    home = own(day, asked_of(meeting))
    for page in (client.get(home).text, client.get(f"{home}{meeting.id}/").text):
        assert "寄送样品到武汉" not in page
        assert 'aria-pressed="true"' not in page
        assert "checked" not in page


def test_somebody_elses_meeting_is_not_found(frozen, client, database):
    day = make_day(parties=8)
    meeting = begun(day)
    other = next(one for one in day.parties if one.id not in (meeting.request.asker_id, meeting.request.asked_id))
    home = own(day, other)
    assert client.get(f"{home}{meeting.id}/").status_code == 404
    assert client.post(f"{home}{meeting.id}/result", data={"outcome": "again"}).status_code == 404
    assert client.post(f"{home}{meeting.id}/missed", data={"who": "they"}).status_code == 404


def test_nothing_can_be_said_of_a_meeting_that_has_not_begun(frozen, client, database):
    day = make_day()
    meeting = db.session.query(Meeting).filter(Meeting.starts_at > NOON).order_by(Meeting.id).first()
    home = own(day, asker_of(meeting))
    answer = client.post(
        f"{home}{meeting.id}/result", data={"outcome": "again", "key": key()}, headers={"Accept": "application/json"}
    )
    assert answer.status_code == 409
    assert db.session.query(MeetingResult).count() == 0


def test_missed_as_one_side_says_and_a_dispute_that_the_office_decides(frozen, client, sign_in, database):
    day = make_day()
    meeting = begun(day)
    client.post(f"{own(day, asker_of(meeting))}{meeting.id}/missed", data={"who": "they", "key": key()})
    db.session.expire_all()
    assert db.session.get(Meeting, meeting.id).missed_by is MissedBy.ASKED
    client.post(f"{own(day, asked_of(meeting))}{meeting.id}/result", data={"outcome": "again", "key": key()})
    db.session.expire_all()
    assert db.session.get(Meeting, meeting.id).state is MeetingState.PLACED
    office = staff(day, sign_in)
    home = f"/manage/events/{day.event.slug}/matchmaking/day/meetings/"
    assert f"meetings/{meeting.id}/" in office.get(home, query_string={"only": "disputed"}).text
    assert office.post(f"{home}{meeting.id}/mark", data={"mark": "held", "key": key()}).status_code == 303
    db.session.expire_all()
    assert db.session.get(Meeting, meeting.id).state is MeetingState.HELD
    assert f"meetings/{meeting.id}/" in office.get(home, query_string={"only": "held"}).text


def test_results_that_do_not_agree_stand_side_by_side(frozen, sign_in, database):
    day = make_day()
    meeting = begun(day)
    with transaction():
        for party, outcome in (
            (asker_of(meeting), MeetingOutcome.AGREEMENT),
            (asked_of(meeting), MeetingOutcome.AGAIN),
        ):
            services.tell_result(day.event, meeting, party, outcome, sent("party:1"), act=act())
    office = staff(day, sign_in)
    home = f"/manage/events/{day.event.slug}/matchmaking/day/meetings/"
    assert f"meetings/{meeting.id}/" in office.get(home, query_string={"only": "contradictory"}).text
    page = office.get(f"{home}{meeting.id}/").text
    assert page.index("side-asker") < page.index("side-asked")
    assert "alert-warning" in page


def test_a_call_screen_says_who_sits_where_and_spares_what_has_not_changed(frozen, client, database):
    day = make_day()
    address = f"/matchmaking/screen/{screen_token(screen(day))}/"
    meeting = db.session.query(Meeting).filter_by(starts_at=NOON).first()
    page = client.get(address).text
    assert asker_of(meeting).organization.name in page
    first = client.get(f"{address}now")
    assert first.status_code == 200
    again = client.get(f"{address}now", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    frozen.shift(16 * 60)
    ending = client.get(f"{address}now", headers={"If-None-Match": first.headers["ETag"]})
    assert ending.status_code == 200
    assert "is-ending" in ending.text


def test_a_screen_says_nothing_about_persons_and_its_link_can_be_revoked(frozen, client, database):
    day = make_day()
    shown = screen(day)
    address = f"/matchmaking/screen/{screen_token(shown)}/"
    page = client.get(address).text
    assert "陈立" not in page
    assert "1540001" not in page
    assert client.get(f"/matchmaking/host/{screen_token(shown)}/").status_code == 404
    with transaction():
        services.revoke_screen(day.event, db.session.get(MeetingScreen, shown.id), act=act())
    assert client.get(address).status_code == 404
    assert client.get(f"{address}now").status_code == 404


def test_a_host_marks_who_has_come_at_the_own_tables_only(frozen, client, database):
    day = make_day()
    here = db.session.query(Meeting).filter_by(starts_at=NOON).order_by(Meeting.id).all()
    numbers = {meeting.table_id: number for number, meeting in enumerate(here)}
    from eventmgr.matchmaking.meeting_plans.models import MeetingTable

    table = db.session.get(MeetingTable, here[0].table_id)
    host = screen(day, ScreenKind.HOST, first_table=table.number, last_table=table.number)
    address = f"/matchmaking/host/{screen_token(host)}/"
    assert asker_of(here[0]).organization.name in client.get(address).text
    for mark in ("arrived_asker", "arrived_asked", "started"):
        assert client.post(f"{address}{here[0].id}", data={"mark": mark, "key": key()}).status_code == 303
    db.session.expire_all()
    assert db.session.get(Meeting, here[0].id).started_at == NOON
    assert client.post(f"{address}{here[0].id}", data={"mark": "missed_both", "key": key()}).status_code == 303
    db.session.expire_all()
    assert db.session.get(Meeting, here[0].id).missed_by is MissedBy.BOTH
    if len(numbers) > 1:
        assert client.post(f"{address}{here[1].id}", data={"mark": "held", "key": key()}).status_code == 404
    assert client.post(f"{address}{here[0].id}", data={"mark": "x"}).status_code == 409


def test_contact_data_is_shown_only_once_both_have_accepted_and_consented(frozen, client, database):
    day = make_day()
    meeting = begun(day)
    home, other = own(day, asker_of(meeting)), asked_of(meeting)
    from eventmgr.matchmaking.meeting_day.queries.asking import list_people_of

    mobile = list_people_of(other.id)[0].mobile
    assert client.post(f"{home}{meeting.id}/contact").status_code == 404
    asker_of(meeting).shares_contact = True
    db.session.commit()
    assert client.post(f"{home}{meeting.id}/contact").status_code == 404
    asked_of(meeting).shares_contact = True
    db.session.commit()
    assert mobile not in client.get(f"{home}{meeting.id}/").text
    assert mobile in client.post(f"{home}{meeting.id}/contact").text


def test_an_offer_is_placed_once_both_have_said_yes(frozen, client, sign_in, database):
    day = make_day(parties=6, requests=14, tables=3)
    meeting = db.session.query(Meeting).filter(Meeting.starts_at > NOON).order_by(Meeting.id).first()
    meeting.state = MeetingState.CANCELLED
    db.session.commit()
    office = staff(day, sign_in)
    home = f"/manage/events/{day.event.slug}/matchmaking/day/offers/"
    page = office.get(home).text
    assert f'name="request" value="{meeting.request_id}"' in page
    data = {"request": meeting.request_id, "starts_at": meeting.starts_at.isoformat(), "table": meeting.table_id}
    assert [office.post(home, data=data).status_code for _ in range(2)] == [303, 303]
    asker, asked = own(day, asker_of(meeting)), own(day, asked_of(meeting))
    assert "offers/" in client.get(asker).text
    sequence = meeting.sequence
    assert client.post(f"{asker}offers/1", data={"answer": "yes", "key": key()}).status_code == 303
    db.session.expire_all()
    assert db.session.get(Meeting, meeting.id).state is MeetingState.CANCELLED
    assert client.post(f"{asked}offers/1", data={"answer": "yes", "key": key()}).status_code == 303
    db.session.expire_all()
    found = db.session.get(Meeting, meeting.id)
    assert (found.state, found.sequence) == (MeetingState.PLACED, sequence + 1)


def test_the_office_sees_offers_screens_and_lists_without_a_query_for_each_row(
    frozen, sign_in, count_statements, database
):
    few, many = make_day(parties=6, requests=6), make_day(parties=14, requests=30, tables=6)
    counts = []
    for day in (few, many):
        client = staff(day, sign_in)
        home = f"/manage/events/{day.event.slug}/matchmaking/day/"
        for page in ("", "meetings/", "tables/", "offers/", "screens/", f"parties/{day.parties[0].id}/"):
            client.get(home + page)
            with count_statements() as statements:
                assert client.get(home + page).status_code == 200
            counts.append(len(statements))
    assert counts[:6] == counts[6:]


def test_keys_and_times_of_nobody_are_no_fault_of_ours(frozen, client, sign_in, database):
    day = make_day()
    meeting = begun(day)
    home = own(day, asker_of(meeting))
    for strange in ({"key": "x"}, {"key": ""}, {"at": "9" * 14}, {"at": "9" * 40}, {"at": "-1"}, {"at": "１２"}):
        answer = client.post(f"{home}{meeting.id}/result", data={"outcome": "again", **strange})
        assert answer.status_code == 303
    office = staff(day, sign_in)
    offers = f"/manage/events/{day.event.slug}/matchmaking/day/offers/"
    for starts_at in ("", "x", "2026-04-01T12:00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"):
        data = {"request": str(day.requests[0].id), "starts_at": starts_at, "table": "9" * 20}
        assert office.post(offers, data=data).status_code in (303, 400)
    assert office.post(offers, data={"request": "9" * 30, "starts_at": NOON.isoformat()}).status_code in (400, 404)


def test_what_was_tapped_without_a_line_counts_as_told_then(frozen, client, database):
    day = make_day()
    meeting = begun(day)
    home, at = own(day, asker_of(meeting)), int((NOON.timestamp() - 600) * 1000)
    client.post(f"{home}{meeting.id}/result", data={"outcome": "again", "key": key(), "at": str(at)})
    assert db.session.query(MeetingResult).one().told_at.timestamp() == NOON.timestamp() - 600
    client.post(f"{home}{meeting.id}/result", data={"outcome": "intention", "key": key(), "at": str(at + 10**9)})
    db.session.expire_all()
    assert db.session.query(MeetingResult).one().told_at == NOON


def test_overview_of_the_event_leads_staff_to_the_day(frozen, sign_in, database):
    day = make_day()
    office = staff(day, sign_in, TeamRole.CHECK_IN)
    assert f"/manage/events/{day.event.slug}/matchmaking/day/" in office.get(f"/manage/events/{day.event.slug}/").text


def test_whoever_applies_a_proposal_sees_before_whom_it_writes_to_and_may_write_to_nobody(frozen, sign_in, database):
    day = make_day(requests=12)
    client = staff(day, sign_in)
    home = f"/manage/events/{day.event.slug}/matchmaking/day/"
    client.post(f"{home}parties/{day.parties[0].id}/left", data={"key": key()})
    repair = client.post(f"{home}repairs/").location
    assert 'data-figure="day_readers"' in client.get(repair).text
    asked = client.post(f"{repair}apply", data={"telling": ""})
    assert asked.status_code == 200, asked.text[:500]
    db.session.expire_all()
    assert db.session.query(MeetingRepair).one().applied_at is None
    client.post(f"{repair}apply", data={"telling": "nobody"})
    db.session.expire_all()
    assert db.session.query(MeetingRepair).one().applied_at is not None
    assert db.session.query(OutboxLetter).filter_by(kind="meetings.moved").count() == 0


def test_a_hall_or_a_row_of_tables_is_lost_by_one_report_and_taken_back_as_one(frozen, sign_in, database):
    day = make_day(tables=4)
    client = staff(day, sign_in)
    home = f"/manage/events/{day.event.slug}/matchmaking/day/"
    hall = db.session.query(MeetingHall).one()
    for data, number in (({"hall": str(hall.id)}, 4), ({"table": "2", "last": "3"}, 2), ({"table": "4"}, 1)):
        assert client.post(f"{home}table-lost", data=data | {"key": key()}).status_code == 303
        assert db.session.query(TableClosure).count() == number
        [act] = list_unrepaired_acts(day.event.id)
        client.post(f"{home}acts/{act.id}/undo")
        assert db.session.query(TableClosure).count() == 0
    assert client.post(f"{home}table-lost", data={"table": "99", "key": key()}).status_code == 409
    assert client.post(f"{home}table-lost", data={"key": key()}).status_code == 409


@pytest.mark.parametrize("what", ["late", "absent", "left"])
def test_a_delegation_is_reported_at_once_and_taken_back_as_one(frozen, sign_in, database, what):
    day = make_day(parties=4, requests=3)
    day.parties[0].unit_code = "420000"
    db.session.commit()
    client = staff(day, sign_in)
    home = f"/manage/events/{day.event.slug}/matchmaking/day/"
    until = str(int(slots_at(day.event)[-1].starts_at.timestamp()))
    typed = {"what": what, "until": until if what == "late" else ""}
    some = [str(one.id) for one in day.parties[:2]]
    for who, number in (({"unit": "310000"}, 3), ({"parties": some}, 2), ({"unit": "420000"}, 1)):
        assert client.post(f"{home}several", data=typed | who | {"key": key()}).status_code == 303
        assert db.session.query(PartyAbsence).count() == number
        [act] = list_unrepaired_acts(day.event.id)
        assert act.kind.value == what
        client.post(f"{home}acts/{act.id}/undo")
        assert db.session.query(PartyAbsence).count() == 0
    assert client.post(f"{home}several", data=typed | {"key": key()}).status_code == 422
    assert client.post(f"{home}several", data={"what": "late", "unit": "310000", "key": key()}).status_code == 422


def test_whoever_never_came_is_told_so_and_a_walk_in_scans_the_link(frozen, sign_in, client, database):
    day = make_day()
    office = staff(day, sign_in)
    home = f"/manage/events/{day.event.slug}/matchmaking/day/"
    office.set_cookie("lang", "zh")
    assert office.post(f"{home}parties/{day.parties[0].id}/absent", data={"key": key()}).status_code == 303
    assert "未到场" in office.get(home).text and "已离场" not in office.get(home).text
    data = {
        "organization": "新到样例有限公司",
        "name": "李强",
        "kind": "company",
        "email": "Li@example.com",
        "key": key(),
    }
    assert office.post(f"{home}walk-in", data=data | {"email": "x"}).status_code == 422
    page = office.post(f"{home}walk-in", data=data, follow_redirects=True).text
    code = re.search(r'src="([^"]+link\.svg)"', page)[1]
    answer = office.get(code)
    assert answer.mimetype == "image/svg+xml" and "no-store" in answer.headers["Cache-Control"]
    seat = db.session.query(PartyRepresentative).filter_by(name="李强").one()
    assert seat.email == "Li@example.com"
    seat.registration_id = make_registration(day.event).id
    db.session.commit()
    assert office.get(code).status_code == 404
