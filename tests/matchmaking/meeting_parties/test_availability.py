"""When people cannot meet follows the agenda as it is now."""

from __future__ import annotations

from datetime import timedelta

import pytest

from eventmgr.event.agenda.models import ItemKind, Speaker, SpeakerRole
from eventmgr.ground.db import db
from eventmgr.matchmaking.meeting_parties.availability import spans_of
from eventmgr.matchmaking.meeting_parties.models import AbsenceSource
from eventmgr.matchmaking.meeting_plans.queries import find_plan
from eventmgr.on_site.signup.models import Signup, SignupState
from tests.factories import NOON, keep, make_item, make_registration, together
from tests.matchmaking.factories import make_absence, make_matchmaking, make_party, make_representative

pytestmark = pytest.mark.usefixtures("frozen", "database")
HOUR = timedelta(hours=1)


def speak(item, name, organization="", role=SpeakerRole.SPEAKER):
    body = {"zh": organization} if organization else {}
    return keep(Speaker(event_id=item.event_id, item_id=item.id, name={"zh": name}, organization=body, role=role))


def spans(event, party, seat):
    return [
        (one.starts_at, one.source, one.what.get("zh", ""))
        for one in spans_of(event).of_representative(party.id, seat.id)
    ]


def test_who_speaks_or_chairs_is_left_out_of_meetings_and_follows_a_changed_agenda():
    event = make_matchmaking()
    party = make_party(event, people=0)
    speaker, colleague = make_representative(party, name="陈立"), make_representative(party, name="林晓")
    item = make_item(event, title={"zh": "主旨报告"})
    speak(item, "陈 立", party.organization.name, SpeakerRole.CHAIR)
    assert spans(event, party, speaker) == [(event.starts_at, AbsenceSource.AGENDA, "主旨报告")]
    assert spans(event, party, colleague) == []

    item.starts_at, item.ends_at = event.starts_at + 3 * HOUR, event.starts_at + 4 * HOUR
    db.session.commit()
    assert spans(event, party, speaker) == [(event.starts_at + 3 * HOUR, AbsenceSource.AGENDA, "主旨报告")]

    item.is_cancelled = True
    db.session.commit()
    assert spans(event, party, speaker) == []


def test_somebody_of_the_same_name_elsewhere_is_not_meant():
    event = make_matchmaking()
    one, other = make_party(event, people=0), make_party(event, people=0)
    mine, theirs = make_representative(one, name="王伟"), make_representative(other, name="王伟")
    item = make_item(event)
    speak(item, "王伟")
    assert spans(event, one, mine) == spans(event, other, theirs) == [], "without an organization, two are meant"

    speak(item, "王伟", one.organization.name)
    assert (len(spans(event, one, mine)), spans(event, other, theirs)) == (1, [])


def test_a_name_alone_is_enough_where_nobody_else_bears_it():
    event = make_matchmaking()
    party = make_party(event, people=0)
    seat = make_representative(party, name="欧阳修文")
    speak(make_item(event), "欧阳修文")

    assert len(spans(event, party, seat)) == 1


def test_a_place_in_a_group_takes_up_its_time_and_waiting_for_one_does_not():
    event = make_matchmaking()
    party = make_party(event, people=0)
    registration = make_registration(event)
    seat = make_representative(party, name=registration.name, registration_id=registration.id)
    group = make_item(event, kind=ItemKind.GROUP)
    signup = keep(Signup(registration_id=registration.id, item_id=group.id, state=SignupState.WAITING, asked_at=NOON))
    assert spans(event, party, seat) == []

    signup.state = SignupState.HELD
    db.session.commit()
    assert [source for _at, source, _what in spans(event, party, seat)] == [AbsenceSource.AGENDA]


def test_common_items_block_everybody_and_own_absences_whom_they_name():
    event = make_matchmaking()
    party = make_party(event, people=2)
    first, second = (seat for seat in sorted(spans_of_seats(party), key=lambda one: one.id))
    plenary = make_item(event, title={"zh": "全体大会"})
    find_plan(event.id).common_items = [plenary.id]
    db.session.commit()
    make_absence(
        party, event.starts_at + 2 * HOUR, event.starts_at + 3 * HOUR, representative_id=second.id, note="航班"
    )
    make_absence(party, event.starts_at + 5 * HOUR, event.starts_at + 6 * HOUR, source=AbsenceSource.OFFICE)

    common, office = (
        (event.starts_at, AbsenceSource.AGENDA, "全体大会"),
        (event.starts_at + 5 * HOUR, AbsenceSource.OFFICE, ""),
    )
    assert spans(event, party, first) == [common, office]
    assert spans(event, party, second) == [common, (event.starts_at + 2 * HOUR, AbsenceSource.OWN, "航班"), office]


def spans_of_seats(party):
    from eventmgr.matchmaking.meeting_parties.queries import list_representatives_of

    return list_representatives_of(party.id)


def test_three_hundred_parties_cost_six_statements(count_statements):
    event = make_matchmaking()
    with together():
        parties = [make_party(event, people=2) for _number in range(300)]
        for party in parties[:40]:
            make_absence(party, event.starts_at, event.starts_at + HOUR)
    for _number in range(3):
        speak(make_item(event), "陈立", parties[0].organization.name)
    db.session.expire_all()
    event = db.session.merge(event)
    assert event.id

    with count_statements() as statements:
        found = spans_of(event)

    assert len(statements) <= 7, statements
    assert len(found.parties) == 40
