"""When a party and its people cannot, as the party or the organizers say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eventmgr.event.events.derived.opening import is_over
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound, Refusal
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.meeting_parties import queries, statements
from eventmgr.matchmaking.meeting_parties.models import AbsenceSource, MeetingParty, PartyAbsence
from eventmgr.matchmaking.meeting_parties.services.editing import note
from eventmgr.matchmaking.meeting_plans.queries import get_locked_plan
from eventmgr.matchmaking.meeting_plans.spans import Span
from eventmgr.tools.log.services import Act


def set_absences(
    party: MeetingParty, spans: Mapping[int | None, Sequence[Span]], source: AbsenceSource, *, act: Act
) -> None:
    """What this source says of when they cannot is `spans`; what others said stays.

    Args:
        spans: number of a representative, or None for all of them → the spans.

    Raises:
        NotFound: the party has no such representative.
        Refusal: the event is over.
    """
    get_locked_plan(party.event_id)
    if is_over(party.event, at=act.at):
        raise Refusal(_("The event is over. Nothing can be changed here any more."))
    known = {seat.id for seat in queries.list_representatives_of(party.id)}
    if spans.keys() - known - {None}:
        raise NotFound(_("This organization has no such representative."))
    wanted = {(number, start, end) for number, listed in spans.items() for start, end in listed}
    before = {
        (one.representative_id, one.starts_at, one.ends_at)
        for one in queries.list_absences_of(party.id)
        if one.source is source
    }
    if wanted == before:
        return
    statements.delete_absences(party.id, source)
    db.session.add_all(
        PartyAbsence(party_id=party.id, representative_id=number, starts_at=start, ends_at=end, source=source)
        for number, start, end in sorted(wanted, key=lambda one: (one[1], one[2], one[0] or 0))
    )
    note(party, "absences_set", {"absences": [len(before), len(wanted)]}, act=act)
