"""Each representative's own link to the pages of the party: sent, sent again, made void."""

from __future__ import annotations

from collections.abc import Sequence

from eventmgr.event.events.models import Event
from eventmgr.matchmaking.meeting_parties import letters, queries, statements
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyRepresentative
from eventmgr.matchmaking.meeting_parties.services.editing import note
from eventmgr.matchmaking.meeting_plans.queries import get_locked_plan
from eventmgr.tools.log.services import Act, record


def count_to_invite(event: Event) -> int:
    """How many representatives with an e-mail address were never sent their link."""
    return len(queries.list_uninvited(event.id))


def invite_all(event: Event, *, act: Act) -> int:
    """Send their link to all representatives who were never sent it; to how many."""
    get_locked_plan(event.id)
    seats = queries.list_uninvited(event.id)
    _send(event, seats, act=act)
    if seats:
        name, changes = event.title.get("zh") or event.title.get("en", ""), {"emails": [None, len(seats)]}
        record(act, "representatives_invited", event, event_id=event.id, object_name=name, changes=changes)
    return len(seats)


def invite(event: Event, seat: PartyRepresentative, *, act: Act) -> bool:
    """Send one representative their link, once more if need be; whether they have an e-mail address."""
    get_locked_plan(event.id)
    if not seat.email:
        return False
    _send(event, [seat], act=act)
    record(act, "link_sent", seat, event_id=event.id, object_name=seat.name)
    return True


def renew_links(event: Event, party: MeetingParty, *, act: Act) -> None:
    """The links of all its representatives open nothing any more; they can be sent new ones."""
    get_locked_plan(event.id)
    party.link_version += 1
    for seat in queries.list_representatives_of(party.id):
        seat.invited_at = None
    note(party, "links_revoked", {}, act=act)


def _send(event: Event, seats: Sequence[PartyRepresentative], *, act: Act) -> None:
    for seat in seats:
        letters.send_link(event, seat, at=act.at)
    statements.note_invited([seat.id for seat in seats], act.at)
