"""What the rules propose, shown before it is done; and done only if it is still what was shown."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from eventmgr.event.events.models import Event
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.on_site.seating import queries, standing, statements
from eventmgr.on_site.seating.models import SeatingPlace, SeatingPlan
from eventmgr.on_site.seating.places import Given, Place, PlanKind, Proposal
from eventmgr.on_site.seating.services.planning import name_of
from eventmgr.on_site.seating.standing import Standing
from eventmgr.tools.log.services import Act, record


@dataclass(frozen=True)
class Preview:
    """What would be done to a plan."""

    now: Standing
    proposal: Proposal
    gone: tuple[int, ...]
    """Whose seats are given up, because they no longer attend."""

    @property
    def changed(self) -> list[tuple[int, Place | None, Given]]:
        """(person, seat now, seat then and why) of everybody whose seat changes, in the order of seats."""
        stands = self.now.held
        rows = [
            (who, stands.get(who), given)
            for who, given in self.proposal.given.items()
            if stands.get(who) != given.place
        ]
        return sorted(rows, key=lambda row: row[2].place)

    @property
    def moved(self) -> int:
        """How many who have a seat get another one."""
        return sum(1 for _who, here, _given in self.changed if here is not None)

    @property
    def digest(self) -> str:
        """Tells whether a proposal is still the one that was shown."""
        text = repr((self.changed, self.gone, sorted(self.proposal.left)))
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def preview(event: Event, plan: SeatingPlan, *, anew: bool) -> Preview:
    """The first proposal (`anew`), or the smallest repair of what stands."""
    now = standing.read(event, plan)
    proposal = now.propose() if anew else now.repair()
    return Preview(now, proposal, tuple(who for who in now.places if who not in now.ids))


def apply(event: Event, plan: SeatingPlan, *, anew: bool, digest: str, act: Act) -> Preview:
    """Do what was shown.

    Raises:
        Refusal: the list or the plan has changed since, so that something else would be done.
    """
    proposed = preview(event, queries.get_locked(plan), anew=anew)
    if proposed.digest != digest:
        raise Refusal(_("The plan or the list has changed since. See the new proposal."))
    statements.remove(plan.id, proposed.gone)
    stay = {who for who in proposed.now.places if who not in proposed.gone}
    wanted: dict[int, Place | None] = {who: given.place for who, _here, given in proposed.changed}
    statements.add(plan.id, [(who, 0, None) for who in wanted if who not in stay])
    unplaced = [who for who in proposed.proposal.left if who in proposed.now.seated]
    if plan.kind is PlanKind.ROSTRUM:
        wanted |= dict.fromkeys(unplaced)
    else:
        statements.remove(plan.id, unplaced)
    statements.put(plan.id, wanted)
    if wanted or proposed.gone or unplaced:
        action = "proposed" if anew else "repaired"
        changes = {"people": [None, len(wanted) + len(proposed.gone)]}
        record(act, action, plan, event_id=event.id, object_name=name_of(plan), changes=changes)
    return proposed


def confirm(event: Event, plan: SeatingPlan, who: int, *, act: Act) -> None:
    """The seat is right for the person who has taken it over."""
    now = standing.read(event, queries.get_locked(plan))
    place = now.places.get(who)
    if isinstance(place, SeatingPlace) and place.is_replaced:
        place.is_replaced = False
        record(act, "checked", plan, event_id=event.id, object_name=name_of(plan), changes={"people": [None, 1]})
