"""What the quotas of delegation units allow. Ask after the lock of the event, as for places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from eventmgr.event.events.derived.opening import free_places, types_of
from eventmgr.event.events.models import Event, QuotaMode
from eventmgr.event.quotas.allocation import ROLE, Allocation, Claim, Full
from eventmgr.event.quotas.errors import EventFull, OverQuota, QuotaFull
from eventmgr.event.quotas.labels import cell_words
from eventmgr.event.quotas.queries import find_binding, get_allocation
from eventmgr.event.quotas.statements import now_together
from eventmgr.ground.i18n import _, language
from eventmgr.tools.taxonomy import get_unit


def has_room(event: Event, claim: Claim, *, taken: int, waiting: int) -> bool:
    """Whether one more can be confirmed at once, before those who wait for the same place.

    Args:
        taken, waiting: places held and people waiting in the whole event.
    """
    places, allocation = free_places(event.capacity, taken), _allocation(event)
    if allocation is not None:
        return allocation.leaves_room_for(claim, places)
    return places is None or places > waiting


def _allocation(event: Event) -> Allocation | None:
    """What each unit and type holds now, those included that are counted later (`counted_together`); None: nothing of
    it stops anybody."""
    together = now_together(event.id)
    if together is None:
        return find_binding(event)
    if together.allocation is None and (allocation := find_binding(event)) is not None:
        for cell, step in together.steps:
            allocation.enter(cell.claim, cell.status, step)
        together.allocation = allocation
    return together.allocation


def is_beyond_quota(event: Event, claim: Claim) -> bool:
    """Whether a quota that only warns has no place for one more who claims so, those included that are counted
    later."""
    if event.quota_mode is not QuotaMode.WARN:
        return False
    together = now_together(event.id)
    allocation = together.shared if together is not None else None
    if allocation is None:
        allocation = get_allocation(event)
        if together is not None:
            for cell, step in together.steps:
                allocation.enter(cell.claim, cell.status, step)
            together.shared = allocation
    return allocation.full_for(claim) is not None


def check_quotas(event: Event, claims: Sequence[Claim], *, beyond: str | None) -> set[int]:
    """Whether there is a place left for each of these, one after the other; a claim stands there as often as it is
    made.

    Args:
        beyond: the office was asked and goes beyond for this reason; None: it was not asked.

    Returns:
        which of them go beyond, by their position.

    Raises:
        EventFull: a type of participant has fewer places left.
        OverQuota: a quota would be exceeded; confirm once more, with a reason where it binds, to do it all the same.
    """
    allocation = get_allocation(event)
    over: dict[int, Full] = {}
    for at, claim in enumerate(claims):
        full = allocation.full_for(claim)
        if full is not None and full.role:
            raise EventFull(_type_full(event, claims, full.role))
        if full is not None:
            over[at] = full
        allocation.take(claim)
    if over and (beyond is None or (event.quota_mode is QuotaMode.REFUSE and not beyond)):
        raise OverQuota(_("This exceeds the quota: %(units)s.", units=_list_full(event, over.values(), claims)))
    return set(over)


def _list_full(event: Event, over: Iterable[Full], claims: Sequence[Claim]) -> str:
    """Each unit or cell that is exceeded, once."""
    allocation = get_allocation(event)
    sentences: dict[Full, str] = {}
    for full in dict.fromkeys(over):
        mine = [claim for claim in claims if claim.unit == full.unit]
        unit = get_unit(full.unit).name(language())
        if full.cell is None:
            sentences[full] = _(
                "%(unit)s, %(used)s of %(quota)s places used, %(wanted)s more wanted",
                unit=unit,
                used=allocation.used(full.unit),
                quota=allocation.quota(full.unit),
                wanted=len(mine),
            )
        else:
            sentences[full] = _(
                "%(unit)s, “%(cell)s”: %(used)s of at most %(most)s places used, %(wanted)s more wanted",
                unit=unit,
                cell=cell_words(full.cell, language(), types_of(event)),
                used=allocation.held(full.cell),
                most=full.cell.ceiling,
                wanted=sum(full.cell.holds(claim) for claim in mine),
            )
    return ("；" if language() == "zh" else "; ").join(sentences.values())


def check_claim(event: Event, claim: Claim, *, instead_of: Claim | None = None) -> None:
    """Whether a place that is held may be held by whoever claims so.

    Args:
        instead_of: who has held it until now, and is still counted.

    Raises:
        QuotaFull: the quota of the unit binds and is used up, or a cell of it; or the type has no place left.
    """
    allocation = None if claim == instead_of else _allocation(event)
    if allocation is None:
        return
    if instead_of is not None:
        allocation.take(instead_of, -1)
    full = allocation.full_for(claim)
    if instead_of is not None:
        allocation.take(instead_of)
    if full is None or (instead_of is not None and _stays(allocation, full, claim, instead_of)):
        return
    field = ROLE if full.role else "unit" if full.cell is None else full.cell.by
    raise QuotaFull(_reason_of(event, allocation, full), field=field)


def _stays(allocation: Allocation, full: Full, claim: Claim, instead_of: Claim) -> bool:
    """Whether what is full stays as full as it was."""
    if full.role:
        return claim.role == instead_of.role
    return full.cell is None and allocation.stays(claim, instead_of)


def _type_full(event: Event, claims: Sequence[Claim], role: str) -> str:
    """The sentence for organizers who confirm more of a type than it has places."""
    types = types_of(event)
    return _(
        "“%(type)s” has %(most)s places, %(used)s of them are held and %(wanted)s more are wanted. Select fewer, raise its places "
        "under Participant types, or move people to the waiting list.",
        type=types.name(role),
        most=types.limits[role],
        used=get_allocation(event).of_type(role),
        wanted=sum(claim.role == role for claim in claims),
    )


def _reason_of(event: Event, allocation: Allocation, full: Full) -> str:
    """The sentence for whoever wants a place of a unit, or of a type, that has none left for them."""
    types = types_of(event)
    if full.role:
        return _(
            "The places for “%(type)s” are all taken (%(used)s of %(most)s). Ask the organizers whether a place becomes free.",
            type=types.name(full.role),
            used=allocation.of_type(full.role),
            most=types.limits[full.role],
        )
    unit = get_unit(full.unit).name(language())
    if full.cell is not None:
        return _(
            "The places of %(unit)s for “%(cell)s” are all taken (%(used)s of %(quota)s). Ask the liaison of your "
            "delegation or the organizers whether a place becomes free.",
            unit=unit,
            cell=cell_words(full.cell, language(), types),
            used=allocation.held(full.cell),
            quota=full.cell.ceiling,
        )
    return _(
        "The places of %(unit)s are all taken (%(used)s of %(quota)s). Ask the liaison of your delegation or the"
        " organizers whether a place becomes free.",
        unit=unit,
        used=allocation.used(full.unit),
        quota=allocation.quota(full.unit),
    )
