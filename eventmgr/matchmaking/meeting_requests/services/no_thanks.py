"""Saying no thanks to a party, and taking it back; the other never learns of it."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.i18n import _
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.meeting_requests import queries, statements
from eventmgr.matchmaking.meeting_requests.models import NoThanks, RequestState
from eventmgr.matchmaking.meeting_requests.services.asking import withdraw_held
from eventmgr.matchmaking.meeting_requests.services.holding import NotPossibleNow, hold
from eventmgr.tools.log.services import Act, record


def say_no_thanks(event: Event, party_id: int, other_id: int, *, act: Act) -> None:
    """The party does not want to meet the other: what the other asks is not shown to it and expires by itself. A request of
    its own to the other that waits is withdrawn. Saying it twice is no fault.

    Raises:
        NotPossibleNow: a meeting of the two is accepted.
        NotFound: one of them is none of this event.
    """
    hold(event, at=act.at)
    party, other = queries.get_pair(event, party_id, other_id)
    if queries.is_unwanted(party.id, other.id) or party.id == other.id:
        return
    standing = queries.find_standing(party.id, other.id)
    if standing is not None and standing.state is RequestState.ACCEPTED:
        name = organization_name(other.organization)
        raise NotPossibleNow(_("A meeting with %(name)s has been accepted. Withdraw it first.", name=name))
    if standing is not None and standing.asker_id == party.id:
        withdraw_held(event, standing, party.id, act=act)
    said = NoThanks(event_id=event.id, party_id=party.id, other_id=other.id, said_at=act.at)
    db.session.add(said)
    db.session.flush()
    _note(act, "said", said, event, f"{party.organization.name} → {other.organization.name}")


def take_back_no_thanks(event: Event, party_id: int, other_id: int, *, act: Act) -> None:
    """The other may ask again, and what it has asked meanwhile is shown; taking back what was not said is no fault."""
    hold(event, at=act.at)
    party, other = queries.get_pair(event, party_id, other_id)
    for said in queries.list_unwanted(party.id):
        if said.other_id == other.id:
            _note(act, "taken_back", said, event, f"{party.organization.name} → {other.organization.name}")
            statements.delete_no_thanks(party.id, other.id)


def _note(act: Act, action: str, said: NoThanks, event: Event, name: str) -> None:
    record(act, action, said, event_id=event.id, object_name=name)
