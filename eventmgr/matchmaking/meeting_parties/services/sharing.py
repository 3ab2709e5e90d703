"""Consent to sharing contact details with those whom a party meets."""

from __future__ import annotations

from eventmgr.matchmaking.meeting_parties.models import MeetingParty
from eventmgr.matchmaking.meeting_parties.services.editing import note
from eventmgr.matchmaking.meeting_plans.queries import get_locked_plan
from eventmgr.tools.log.services import Act


def share_contact(party: MeetingParty, *, shares: bool, act: Act) -> None:
    """The party consents, or withdraws its consent, to showing the mobile numbers and e-mail addresses of its representatives to
    those with whom it has a meeting that both have accepted. From the moment of a withdrawal they are shown to nobody."""
    get_locked_plan(party.event_id)
    if party.shares_contact is shares:
        return
    party.shares_contact, party.shared_at, party.changed_at = shares, act.at if shares else None, act.at
    note(party, "contact_shared" if shares else "contact_hidden", {}, act=act)
