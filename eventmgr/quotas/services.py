"""What the quotas of delegation units allow. Ask after the lock of the event, as for places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from eventmgr.events.derived.opening import free_places
from eventmgr.events.models import Event, QuotaMode
from eventmgr.i18n import _, language
from eventmgr.quotas.allocation import Allocation, Claim, Full
from eventmgr.quotas.errors import OverQuota, QuotaFull
from eventmgr.quotas.labels import cell_words
from eventmgr.quotas.queries import get_allocation
from eventmgr.quotas.statements import now_together
from eventmgr.taxonomy import get_unit


def has_room(event: Event, claim: Claim, *, taken: int, waiting: int) -> bool:
    """Whether one more can be confirmed at once, before those who wait for the same place.

    Args:
        taken, waiting: places held and people waiting in the whole event.
    """
    places = free_places(event.capacity, taken)
    if event.quota_mode is QuotaMode.REFUSE:
        return _allocation(event).leaves_room_for(claim, places)
    return places is None or places > waiting


def _allocation(event: Event) -> Allocation:
    """What each unit holds now, those included that are counted later (`counted_together`)."""
    together = now_together(event.id)
    if together is None:
        return get_allocation(event.id)
    if together.allocation is None:
        together.allocation = get_allocation(event.id)
        for cell, step in together.steps:
            together.allocation.enter(cell.claim, cell.status, step)
    return together.allocation


def check_quotas(event: Event, claims: Sequence[Claim], *, beyond: str | None) -> set[int]:
    """Whether there is a place left for each of these, one after the other; a claim stands there as often as it is made.

    Args:
        beyond: the office was asked and goes beyond for this reason; None: it was not asked.

    Returns:
        which of them go beyond, by their position.

    Raises:
        OverQuota: a quota would be exceeded; confirm once more, with a reason where it binds, to do it all the same.
    """
    allocation = get_allocation(event.id)
    over: dict[int, Full] = {}
    for at, claim in enumerate(claims):
        full = allocation.full_for(claim)
        if full is not None:
            over[at] = full
        allocation.take(claim)
    if over and (beyond is None or (event.quota_mode is QuotaMode.REFUSE and not beyond)):
        raise OverQuota(_("This exceeds the quota: %(units)s.", units=_list_full(event, over.values(), claims)))
    return set(over)


def _list_full(event: Event, over: Iterable[Full], claims: Sequence[Claim]) -> str:
    """Each unit or cell that is exceeded, once."""
    allocation = get_allocation(event.id)
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
                cell=cell_words(full.cell, language()),
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
        QuotaFull: the quota of the unit binds and is used up, or a cell of it.
    """
    if event.quota_mode is not QuotaMode.REFUSE or claim == instead_of:
        return
    allocation = _allocation(event)
    if instead_of is not None:
        allocation.take(instead_of, -1)
    full = allocation.full_for(claim)
    if instead_of is not None:
        allocation.take(instead_of)
    stays = instead_of is not None and allocation.stays(claim, instead_of)
    if full is not None and not (full.cell is None and stays):
        raise QuotaFull(_said(allocation, full), field="unit" if full.cell is None else full.cell.by)


def _said(allocation: Allocation, full: Full) -> str:
    """The sentence for whoever wants a place of a unit that has none left for them."""
    unit = get_unit(full.unit).name(language())
    if full.cell is not None:
        return _(
            "The places of %(unit)s for “%(cell)s” are all taken (%(used)s of %(quota)s). Ask the liaison of your "
            "delegation or the organizers whether a place becomes free.",
            unit=unit,
            cell=cell_words(full.cell, language()),
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
