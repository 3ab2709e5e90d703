"""Steps of the tests of feeds, which others take too."""

from __future__ import annotations

from eventmgr.ground.db import db
from eventmgr.matchmaking.meeting_parties.models import PartyRepresentative
from eventmgr.matchmaking.timetables.calendar_entries import feed_token


def people(event) -> list[PartyRepresentative]:
    return db.session.query(PartyRepresentative).order_by(PartyRepresentative.id).all()


def address(representative) -> str:
    db.session.rollback()
    return f"/feeds/{feed_token(db.session.get(PartyRepresentative, representative.id))}.ics"
