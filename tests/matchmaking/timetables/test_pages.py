"""Pages of timetables: ordered, compared, looked at, changed and published by organizers; read by parties."""

from __future__ import annotations

import re

import pytest

from eventmgr.ground.db import db, write
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.meeting_parties.access import link_token
from eventmgr.matchmaking.meeting_parties.queries import list_representatives
from eventmgr.matchmaking.meeting_plans.models import MeetingPlan, Stage
from eventmgr.matchmaking.timetables import services
from eventmgr.matchmaking.timetables.models import DraftState
from eventmgr.matchmaking.timetables.queries import list_meetings
from eventmgr.tools.messages.models import OutboxLetter
from tests.factories import make_member
from tests.matchmaking.factories import make_absence, make_matchmaking, make_party, make_request
from tests.matchmaking.timetables.worlds import act, draft_of, drafted, make_world, publish, task_of, work

pytestmark = pytest.mark.usefixtures("database", "frozen")


@pytest.fixture
def event():
    return make_world(parties=8, requests=8)


@pytest.fixture
def office(event, sign_in):
    browser = sign_in(make_member(event, TeamRole.REGISTRAR))
    browser.get("/?lang=en")
    return browser


def at(event, path=""):
    return f"/manage/events/{event.slug}/matchmaking/timetables/{path}"


def read(browser, event, path=""):
    answer = browser.get(at(event, path))
    assert answer.status_code == 200, answer.text
    return answer.text


def test_a_draft_is_ordered_made_and_looked_at(event, office):
    assert "No draft yet." in read(office, event)
    posted = office.post(at(event), data={"seconds": "5", "keeps": "locked"})
    assert (posted.status_code, posted.location) == (303, at(event, "1/"))
    running = office.get(at(event, "1/"))
    assert (running.headers["Refresh"], "waiting for a worker" in running.text.lower()) == ("2", True)
    work()
    page = read(office, event, "1/")
    placed = len(draft_of(event, 1).places)
    assert f"{placed} / 8" in page
    assert "fewest possible" in page or "above the fewest" in page
    assert "Draft 1" in read(office, event)


def test_what_is_typed_wrongly_is_told_at_its_field(event, office):
    answer = office.post(at(event), data={"seconds": "7", "keeps": "locked", "seed": "x"})
    assert answer.status_code == 422
    answer = office.post(at(event), data={"seconds": "5", "keeps": "all"})
    assert (answer.status_code, "Choose the draft" in answer.text) == (409, True)


def test_a_reason_and_its_exchange_are_told_in_words_and_the_exchange_is_made(sign_in):
    event = make_matchmaking(slots=1, tables=4)
    one, two, three = (make_party(event) for _ in range(3))
    first, second = make_request(one, two, is_mutual=True), make_request(one, three)
    drafted(event)
    browser = sign_in(make_member(event, TeamRole.OWNER))
    browser.get("/?lang=en")
    page = read(browser, event, "1/")
    assert "has 2 accepted requests; at most 1 of them can be held, whatever is moved." in page
    assert "Cheapest exchange: give up 1 meeting" in page

    posted = browser.post(at(event, "1/exchange"), data={"request": second.id, "revision": 0})
    assert posted.status_code == 303
    draft = draft_of(event, 1)
    assert [row[0] for row in draft.places] == [second.id]
    assert [row["request"] for row in draft.unscheduled] == [first.id]
    browser.post(at(event, "1/undo"), data={"revision": draft.revision})
    assert [row[0] for row in draft_of(event, 1).places] == [first.id]


@pytest.mark.parametrize("by", ["party", "table", "hall"])
def test_grids_show_the_same_meetings(event, office, by):
    draft = drafted(event)
    pages = read(office, event, f"1/grid?by={by}")
    if by == "hall":
        for start in {row[1] for row in draft.places}:
            pages += read(office, event, f"1/grid?by=hall&at={start.replace('+', '%2B')}")
    assert {row[0] for row in draft.places} == {row[0] for row in draft.places if f'id="m{row[0]}-' in pages}
    if by == "party":
        ids = re.findall(r'id="(m[\d-]+)"', pages)
        assert len(set(ids)) == len(ids) == 2 * len(draft.places)


def test_a_grid_costs_the_same_number_of_statements_however_many_there_are(sign_in, count_statements):
    counts = []
    for parties in (4, 40):
        event = make_world(parties=parties, requests=parties * 2)
        drafted(event)
        browser = sign_in(make_member(event, TeamRole.OWNER))
        for by in ("party", "table", "hall"):
            read(browser, event, f"1/grid?by={by}")
            with count_statements() as sent:
                read(browser, event, f"1/grid?by={by}")
            counts.append(len(sent))
    assert counts[:3] == counts[3:]


def test_a_wrong_view_day_or_hall_is_refused(event, office):
    drafted(event)
    for path in ("by=x", "day=2020-01-01", "hall=9999"):
        assert office.get(at(event, f"1/grid?{path}")).status_code == 400


def test_green_and_red_cells_come_with_their_reason_and_moving_there_works(event, office):
    draft = drafted(event)
    request = draft.places[0][0]
    told = office.get(at(event, f"1/cells?request={request}")).json
    rows, _, _ = task_of(event)
    assert (told["revision"], len(told["cells"])) == (0, len(rows.slots))
    assert all(cell["free"] or cell["why"] for cell in told["cells"])
    free = next(cell for cell in told["cells"] if cell["free"] and cell["at"] != draft.places[0][1])

    moved = office.post(at(event, "1/move"), data={"request": request, "starts_at": free["at"], "revision": 0})
    assert moved.json == {"revision": 1}
    assert next(row[1] for row in draft_of(event, 1).places if row[0] == request) == free["at"]
    late = office.post(at(event, "1/move"), data={"request": request, "starts_at": draft.places[0][1], "revision": 0})
    assert (late.status_code, "meantime" in late.json["refused"]) == (409, True)


def test_a_meeting_is_moved_without_scripts_and_locked(event, office):
    draft = drafted(event)
    request, before = draft.places[0][0], draft.places[0][1]
    path = f"1/meetings/{request}"
    page = read(office, event, path)
    cells = office.get(at(event, f"1/cells?request={request}")).json["cells"]
    free = next(cell["at"] for cell in cells if cell["free"] and cell["at"] != before)
    assert free in page
    assert office.post(at(event, path), data={"starts_at": free, "revision": 0}).status_code == 303
    office.post(at(event, "1/lock"), data={"of": "request", "request": request, "locks": "1"})
    assert draft_of(event, 1).locked == [request]
    assert "Unlock it" in read(office, event, path)
    taken = office.post(at(event, "1/take-out"), data={"request": request, "revision": 2})
    assert "locked. Unlock it first" in office.get(taken.location).text
    office.post(at(event, "1/lock"), data={"of": "all", "locks": "0"})
    assert draft_of(event, 1).locked == []


def test_nobody_is_written_to_before_the_page_in_between_and_then_each_once(event, office):
    draft = drafted(event)
    first = office.get(at(event, "1/publish")).text
    assert f"{len(draft.places)} new meetings" in first
    data = {"stage": "provisional", "plan": "0", "draft": "0"}
    between = office.post(at(event, "1/publish"), data=data | {"telling": ""})
    assert between.status_code == 200
    assert db.session.query(OutboxLetter).count() == 0
    done = office.post(at(event, "1/publish"), data=data | {"telling": "now"})
    assert done.status_code == 303
    letters = db.session.query(OutboxLetter).all()
    assert {letter.kind for letter in letters} == {"meetings.timetable_provisional"}
    meeting = {one for m in list_meetings(event.id) for one in (m.asker_seat_id, m.asked_seat_id)}
    assert sorted(letter.about for letter in letters) == sorted(f"meeting_timetable:{one}" for one in meeting)


def test_only_whom_a_change_concerns_hears_of_it(event, office):
    draft = drafted(event)
    publish(event)
    request = draft.places[0][0]
    write(lambda: services.take_out(event, 1, 0, request, act=act()))
    data = {"stage": "provisional", "plan": "1", "draft": "1", "telling": "now"}
    assert office.post(at(event, "1/publish"), data=data).status_code == 303
    meeting = next(one for one in list_meetings(event.id) if one.request_id == request)
    letters = db.session.query(OutboxLetter).all()
    assert {(letter.kind, letter.about) for letter in letters} == {
        ("meetings.timetable_changed", f"meeting_timetable:{seat}")
        for seat in (meeting.asker_seat_id, meeting.asked_seat_id)
    }
    assert all("取消" in letter.text or "Cancelled" in letter.text for letter in letters)


def test_what_was_not_sent_yet_is_replaced_by_the_newer_timetable(event, office):
    drafted(event)
    data = {"stage": "provisional", "plan": "0", "draft": "0", "telling": "collect"}
    office.post(at(event, "1/publish"), data=data)
    office.post(at(event, "1/publish"), data=data | {"stage": "final", "plan": "1"})
    states = {(letter.kind, letter.state.value) for letter in db.session.query(OutboxLetter)}
    assert states == {("meetings.timetable_provisional", "taken_back"), ("meetings.timetable_final", "collected")}


def test_whoever_publishes_second_is_told_by_whom_and_nothing_changes(event, office):
    drafted(event)
    publish(event)
    answer = office.post(
        at(event, "1/publish"), data={"stage": "final", "plan": "0", "draft": "0", "telling": "nobody"}
    )
    assert (answer.status_code, "has published a timetable in the meantime" in answer.text) == (409, True)
    assert db.session.get(MeetingPlan, event.id).stage is Stage.PROVISIONAL


def test_an_earlier_publication_comes_back_by_a_button(event, office):
    drafted(event)
    publish(event)
    publish(event, Stage.FINAL)
    assert "Go back to this" in read(office, event)
    done = office.post(at(event, "publications/1/return"), data={"plan": "2", "telling": "nobody"})
    assert done.status_code == 303
    db.session.expire_all()
    assert db.session.get(MeetingPlan, event.id).stage is Stage.PROVISIONAL


def test_a_party_sees_its_own_meetings_once_published_and_all_once_final(event, client):
    drafted(event)
    tokens = {one.id: link_token(one) for one in list_representatives(event.id)}
    token = next(iter(tokens.values()))
    client.get("/?lang=en")
    address = f"/meetings/{token}/timetable/"
    assert "has not been published yet" in client.get(address).text
    publish(event)
    page = client.get(address).text
    assert ("provisional" in page, "All meetings of the event" in page) == (True, False)
    assert client.get(f"{address}all").status_code == 404
    publish(event, Stage.FINAL)
    assert "All meetings of the event" in client.get(address).text
    everybody = client.get(f"{address}all").text
    rows, _, _ = task_of(event)
    met = {request.asker_id for request in rows.requests}
    assert all(party.organization.name in everybody for party in rows.parties if party.id in met)
    one = next(party.organization for party in rows.parties if party.id in met)
    one.name_en = "Known Abroad Ltd."
    db.session.commit()
    assert [words in client.get(f"{address}all?lang=en").text for words in (one.name_en, one.name)] == [True, False]


def test_a_failed_draft_says_so(event, office):
    draft = drafted(event)
    draft.state, draft.figures = DraftState.FAILED, {}
    db.session.commit()
    assert "could not be made" in read(office, event, "1/")


def test_an_organization_that_is_never_there_is_one_line_however_many_meetings_it_has(sign_in):
    event = make_matchmaking(slots=2, tables=4)
    gone, *others = (make_party(event) for _ in range(4))
    for other in others:
        make_request(gone, other)
    make_request(others[0], others[1])
    make_absence(gone, event.starts_at, event.ends_at)
    drafted(event)
    browser = sign_in(make_member(event, TeamRole.OWNER))
    browser.get("/?lang=en")
    page = read(browser, event, "1/")
    assert "is never there: 3 meetings have no place" in page and "no exchange is known" not in page
    assert page.count(gone.organization.name) == 1
