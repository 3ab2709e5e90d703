"""After a repair calendars say what the page says; contact data stands on no page, feed or paper but the one that is asked for."""

from __future__ import annotations

from datetime import timedelta

from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.meeting_day.access import screen_token
from eventmgr.matchmaking.meeting_day.models import MeetingScreen, ScreenKind
from eventmgr.matchmaking.meeting_day.queries import list_meetings_of
from eventmgr.matchmaking.meeting_day.queries.asking import list_people_of
from eventmgr.matchmaking.meeting_parties.access import link_token
from eventmgr.matchmaking.meeting_parties.models import PartyRepresentative
from eventmgr.matchmaking.meeting_parties.queries import get_party
from eventmgr.matchmaking.timetables.calendar_entries import feed_token
from tests.factories import NOON, keep, make_member
from tests.matchmaking.factories import slots_at
from tests.matchmaking.meeting_day.repair import apply, leave, preview, undo
from tests.matchmaking.meeting_day.worlds import make_day, sequences
from tests.output.calendars.feeds import entries


def told(client, day) -> dict[str, tuple[str, object, int]]:
    """UID → state, beginning and number, over the feeds of all parties."""
    found = {}
    for party in day.parties:
        for person in list_people_of(party.id):
            answer = client.get(f"/feeds/{feed_token(person)}.ics?lang=en")
            assert answer.status_code == 200
            for entry in entries(answer):
                found[str(entry["UID"])] = (str(entry["STATUS"]), entry["DTSTART"].dt, int(entry["SEQUENCE"]))
    return found


def stands(day) -> dict[str, object]:
    """UID → beginning of every meeting that the pages of parties show."""
    db.session.expire_all()
    return {
        meeting.uid: meeting.starts_at
        for party in day.parties
        for meeting in list_meetings_of(get_party(day.event, party.id))
    }


def test_feeds_say_what_the_pages_say_after_a_repair_and_after_its_undoing(frozen, client, database):
    day = make_day(requests=12)
    leave(day)
    repair = preview(day.event)
    steps = (lambda: None, lambda: apply(day.event, repair), lambda: undo(day.event, repair))
    for step in steps:
        step()
        said, numbers = told(client, day), {}
        db.session.expire_all()
        live = {uid: start for uid, (state, start, _number) in said.items() if state != "CANCELLED"}
        assert live == stands(day)
        numbers = sequences(day.event)
        assert sorted(number for _state, _start, number in said.values()) == sorted(numbers.values())


def test_contact_data_of_others_stands_on_no_page_feed_or_screen(frozen, client, sign_in, database):
    day = make_day(requests=12, parties=6)
    for party in day.parties:
        party.shares_contact = True
    db.session.commit()
    calls = keep(MeetingScreen(event_id=day.event.id, kind=ScreenKind.CALLS, label="A", created_at=NOON))
    host = keep(MeetingScreen(event_id=day.event.id, kind=ScreenKind.HOST, label="B", created_at=NOON))
    me = list_people_of(day.parties[0].id)[0]
    others = db.session.query(PartyRepresentative).filter(PartyRepresentative.party_id != me.party_id).all()
    own = f"/meetings/{link_token(me)}/today/"
    first = slots_at(day.event)[0].starts_at
    mine = [one for one in list_meetings_of(day.parties[0]) if one.starts_at <= NOON]
    pages = [own, *(f"{own}{one.id}/" for one in mine), f"/feeds/{feed_token(me)}.ics"]
    pages += [f"/matchmaking/screen/{screen_token(calls)}/", f"/matchmaking/host/{screen_token(host)}/"]
    assert first + timedelta(minutes=50) == NOON
    shown = [client.get(page).text for page in pages]
    home = f"/manage/events/{day.event.slug}/matchmaking/day/"
    office = sign_in(make_member(day.event, TeamRole.CHECK_IN))
    paths = [
        "",
        "meetings/",
        "tables/",
        "offers/",
        "screens/",
        f"parties/{day.parties[1].id}/",
        f"meetings/{mine[0].id}/",
    ]
    shown += [office.get(home + path).text for path in paths]
    assert all(shown)
    for text in shown:
        for one in others:
            assert one.mobile not in text
            assert one.email not in text
