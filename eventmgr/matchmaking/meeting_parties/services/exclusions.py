"""Who shall not meet whom."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.meeting_parties import queries
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyExclusion
from eventmgr.matchmaking.meeting_plans.queries import get_locked_plan
from eventmgr.tools.log.services import Act, record


def exclude(event: Event, one: MeetingParty, other: MeetingParty, *, reason: str, act: Act) -> PartyExclusion:
    """These two shall not meet, whoever asks.

    Raises:
        Refusal: it is one and the same, or they are kept apart already.
    """
    get_locked_plan(event.id)
    if one.id == other.id:
        raise Refusal(_("Select two different organizations."), field="other")
    first, second = sorted((one, other), key=lambda party: party.id)
    if queries.find_exclusion(first.id, second.id) is not None:
        raise Refusal(_("These two are already kept apart."), field="other")
    excluded = PartyExclusion(event_id=event.id, party_id=first.id, other_id=second.id, reason=reason)
    db.session.add(excluded)
    db.session.flush()
    record(act, "created", excluded, event_id=event.id, object_name=_said(first, second), reason=reason)
    return excluded


def admit(event: Event, excluded: PartyExclusion, *, act: Act) -> None:
    """These two may meet again."""
    get_locked_plan(event.id)
    first, second = (queries.get_party(event, number) for number in (excluded.party_id, excluded.other_id))
    record(act, "removed", excluded, event_id=event.id, object_name=_said(first, second))
    db.session.delete(excluded)


def _said(first: MeetingParty, second: MeetingParty) -> str:
    return f"{first.organization.name} — {second.organization.name}"
