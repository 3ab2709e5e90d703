"""Two entries of one deal become one, become two again, or are known to be two deals.

One stays, with its chain, and says what was chosen; the other one is kept behind it and counts no more. Nothing of
either is
lost: files and what was told stay with their entry, and the page of the one that stays shows both.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.event.events.services import lock
from eventmgr.ground.db import db
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.outcomes.deals import queries as deals
from eventmgr.matchmaking.outcomes.deals.chains import closes_circle
from eventmgr.matchmaking.outcomes.deals.drafts import main_amount
from eventmgr.matchmaking.outcomes.deals.services.recording import likeness_of, name_of
from eventmgr.matchmaking.outcomes.merging import queries
from eventmgr.matchmaking.outcomes.models import AmountKind, Deal, DealAmount, DealMerge, DealType, TwoDeals
from eventmgr.tools.likeness import services as likeness
from eventmgr.tools.likeness.comparing import list_different, shown_of
from eventmgr.tools.likeness.errors import NotMerged
from eventmgr.tools.likeness.queries import is_known_two
from eventmgr.tools.likeness.services import record_both
from eventmgr.tools.likeness.statements import note_two
from eventmgr.tools.log.services import Act

_CONTACT = ("contact_name", "contact_email", "contact_mobile", "language")


def seen_of(item: Deal, other: Deal) -> str:
    """What a page that compares these two has shown: it is void once either was changed."""
    return shown_of(item, other, lambda row: f"{row.changed_at.isoformat()} {row.stage.value}")


def plain_values(deal: Deal) -> dict[str, Any]:
    """What of an entry may be taken over, as plain values."""
    return {
        "title": dict(deal.title),
        "type": deal.type.value,
        "amounts": [
            [item.kind.value, item.amount, item.currency, item.original, item.rate, _iso(item.rate_on)]
            for item in sorted(deal.amounts, key=lambda item: item.kind.value)
        ],
        "stems_from": deal.stems_from_id,
        "note": deal.note,
    }


def merge(event: Event, staying: Deal, other: Deal, taken: Collection[str], *, seen: str, act: Act) -> DealMerge:
    """`other` goes into `kept`.

    Args:
        taken: fields whose value is that of `other` from now on.
        seen: `seen_of` when it was chosen.

    Raises:
        NotMerged: one was changed meanwhile or merged before, or one has followed from the other.
    """
    lock(event)
    deals.get_deal(event, staying.id)
    deals.get_deal(event, other.id)
    _check(event, staying, other, seen)
    own, values = plain_values(staying), plain_values(other)
    children = deals.list_children(other.id)
    for child in children:
        child.stems_from_id = staying.id
    before: dict[str, Any] = {"children": [child.id for child in children], "fields": {}, "contacts": []}
    other.merged_into_id = staying.id
    for merged in deals.list_merged(other.id):
        merged.merged_into_id = staying.id
        before.setdefault("merged", []).append(merged.id)
    db.session.flush()
    for name in [name for name in list_different(own, values) if name in taken]:
        if name == "stems_from" and _would_circle(event, staying, values[name]):
            raise NotMerged(_("This deal would stem from itself: the other one has followed from it."))
        before["fields"][name] = [own[name], values[name]]
        _say(staying, name, values[name])
    _take_contacts(staying, other, before)
    staying.changed_at = act.at
    row = DealMerge(event_id=event.id, kept_id=staying.id, merged_id=other.id, merged_at=act.at, before=before)
    db.session.add(row)
    db.session.flush()
    _note(event, staying, other, ("merged", "merged_into"), act)
    return row


def _check(event: Event, staying: Deal, other: Deal, seen: str) -> None:
    if seen != seen_of(staying, other):
        raise NotMerged(_("One of the two entries has been changed since this page was opened. Compare them again."))
    if staying.id == other.id or staying.merged_into_id is not None or other.merged_into_id is not None:
        raise NotMerged(_("One of the two entries was merged before, so there is nothing to merge."))
    parents = deals.list_parents(event.id)
    if closes_circle(parents, staying.id, other.id) or closes_circle(parents, other.id, staying.id):
        raise NotMerged(_("One of the two has followed from the other, so they are not the same deal."))


def _would_circle(event: Event, deal: Deal, stems_from: int | None) -> bool:
    return stems_from is not None and closes_circle(deals.list_parents(event.id), deal.id, stems_from)


def _take_contacts(kept: Deal, other: Deal, before: dict[str, Any]) -> None:
    """Where a side of the one that stays names nobody to ask, whom the other entry names for it is asked."""
    named = {side.likeness_key: side for side in other.parties if side.contact_email or side.contact_mobile}
    for side in kept.parties:
        source = named.get(side.likeness_key)
        if source is not None and not side.contact_email and not side.contact_mobile:
            before["contacts"].append(side.id)
            for name in (*_CONTACT, "registration_id"):
                setattr(side, name, getattr(source, name))


def _give_contacts_back(kept: Deal, other: Deal, taken: Collection[int]) -> None:
    """Those that were taken over and have not been changed since."""
    named = {side.likeness_key: [getattr(side, name) for name in _CONTACT] for side in other.parties}
    for side in kept.parties:
        if side.id in taken and named.get(side.likeness_key) == [getattr(side, name) for name in _CONTACT]:
            side.contact_name = side.contact_email = side.contact_mobile = ""
            side.registration_id = None


def part(event: Event, merge_row: DealMerge, *, act: Act) -> None:
    """The merge is undone: both count again, and what was taken over and has not been changed since says what it said
    before.

    Raises:
        NotMerged: it was undone before, or is older than thirty days.
    """
    lock(event)
    row = queries.get_merge(event, merge_row.id)
    check_undoable(row, at=act.at)
    staying, other, before = row.kept, row.merged, row.before
    other.merged_into_id = None
    for merged in deals.list_merged(staying.id):
        if merged.id in before.get("merged", ()):
            merged.merged_into_id = other.id
    for child in deals.list_children(staying.id):
        if child.id in before["children"]:
            child.stems_from_id = other.id
    now = plain_values(staying)
    for name, (old, new) in before["fields"].items():
        if now[name] == new:
            _say(staying, name, old)
    _give_contacts_back(staying, other, before["contacts"])
    staying.changed_at = other.changed_at = row.undone_at = act.at
    db.session.flush()
    for deal in (staying, other):
        if deal.stems_from_id is not None and _would_circle(event, deal, deal.stems_from_id):
            deal.stems_from_id = None
            db.session.flush()
    _note(event, staying, other, ("parted", "parted"), act)


def check_undoable(row: DealMerge, *, at: datetime) -> None:
    """Whether a merge can be undone at that instant.

    Raises:
        NotMerged: it cannot.
    """
    likeness.check_undoable(row, at=at, too_late=_("A merge can be undone for 30 days."))
    if row.kept.merged_into_id is not None:
        raise NotMerged(_("The deal that stayed was merged into another one. Undo that merge first."))


def are_two_deals(event: Event, item: Deal, other: Deal, *, act: Act) -> bool:
    """The organizers say that these are two deals: they are never listed as one again. Whether that is news."""
    lock(event)
    if is_known_two(TwoDeals, item.id, other.id):
        return False
    note_two(TwoDeals, item.id, other.id, at=act.at, event_id=event.id)
    record_both(act, ("two_deals", "two_deals"), "two_deals", (item, other), name_of=name_of, event_id=event.id)
    return True


def _say(deal: Deal, name: str, value: Any) -> None:
    if name == "title":
        deal.title, deal.likeness_key = dict(value), likeness_of(value)
    elif name == "type":
        deal.type = DealType(value)
    elif name == "stems_from":
        deal.stems_from_id = value
    elif name == "note":
        deal.note = value
    else:
        _say_amounts(deal, value)


def _say_amounts(deal: Deal, values: list[list[Any]]) -> None:
    held = {item.kind: item for item in deal.amounts}
    for kind, amount, currency, original, rate, rate_on in values:
        row = held.pop(AmountKind(kind), None)
        if row is None:
            row = DealAmount(kind=AmountKind(kind))
            deal.amounts.append(row)
        row.amount, row.currency, row.original, row.rate = amount, currency, original, rate
        row.rate_on = datetime.fromisoformat(rate_on).date() if rate_on else None
    for row in held.values():
        deal.amounts.remove(row)
    deal.amount = main_amount((item.kind, item.amount) for item in deal.amounts)


def _iso(value: Any) -> str | None:
    return value.isoformat() if value is not None else None


def _note(event: Event, kept: Deal, other: Deal, actions: tuple[str, str], act: Act) -> None:
    record_both(act, actions, "merged_with", (kept, other), name_of=name_of, event_id=event.id)
