"""What the quotas of delegation units allow. Ask after the lock of the event, as for places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from eventmgr.events.derived.opening import free_places
from eventmgr.events.models import Event, QuotaMode
from eventmgr.i18n import _, language
from eventmgr.quotas.errors import OverQuota, QuotaFull
from eventmgr.quotas.queries import list_quotas, list_unit_tallies, list_unit_uses
from eventmgr.quotas.statements import now_together
from eventmgr.quotas.tally import TallyRow
from eventmgr.quotas.units import UnitUse, gets_a_place, uses
from eventmgr.taxonomy import get_unit


def has_room(event: Event, unit: str, *, taken: int, waiting: int) -> bool:
    """Whether one more of `unit` can be confirmed at once, before those who wait for the same place.

    Args:
        taken, waiting: places held and people waiting in the whole event.
    """
    places = free_places(event.capacity, taken)
    if event.quota_mode is QuotaMode.REFUSE:
        return gets_a_place(_unit_uses(event), unit, places)
    return places is None or places > waiting


def _unit_uses(event: Event) -> dict[str, UnitUse]:
    """What each unit holds now, those included that are counted later (`counted_together`)."""
    together = now_together(event.id)
    if together is None:
        return list_unit_uses(event.id)
    if together.known is None:
        together.known = list_unit_tallies(event.id), list_quotas(event.id)
    rows, quotas = together.known
    return uses([*rows, *(TallyRow(unit, "", "", status, n) for (unit, status), n in together.units.items())], quotas)


def find_full(event: Event, unit: str) -> UnitUse | None:
    """The unit's use if its quota binds and nothing is left of it, else None."""
    if event.quota_mode is not QuotaMode.REFUSE:
        return None
    use = _unit_uses(event).get(unit)
    return use if use is not None and use.left == 0 else None


def check_quotas(event: Event, units: Sequence[str], *, beyond: bool) -> None:
    """Whether these units have a place left for one more each; a unit stands there as often as it wants places.

    Args:
        beyond: the office was asked and wants to go beyond; it counts only where quotas do not bind.

    Raises:
        QuotaFull: a quota that binds would be exceeded.
        OverQuota: one that does not bind would be; confirm once more to do it all the same.
    """
    if beyond and event.quota_mode is QuotaMode.WARN:
        return
    wanted = Counter(units)
    unit_uses = list_unit_uses(event.id)
    over = [use for code, n in wanted.items() if (use := unit_uses.get(code)) and use.left is not None and use.left < n]
    if not over:
        return
    text = ("；" if language() == "zh" else "; ").join(_asked(use, wanted[use.code]) for use in over)
    if event.quota_mode is QuotaMode.REFUSE:
        raise QuotaFull(
            _(
                "The quota is not sufficient: %(units)s. Select fewer, move them to the waiting list, or raise "
                "the quota in the settings.",
                units=text,
            )
        )
    raise OverQuota(_("This exceeds the quota: %(units)s.", units=text))


def check_unit(event: Event, unit: str) -> None:
    """Whether a place that is held may pass to `unit`.

    Raises:
        QuotaFull: the unit's quota binds and is used up.
    """
    full = find_full(event, unit)
    if full is not None:
        raise QuotaFull(unit_full(full), field="unit")


def unit_full(use: UnitUse) -> str:
    """The sentence for whoever wants a place of a unit that has none left."""
    return _(
        "The places of %(unit)s are all taken (%(used)s of %(quota)s). Ask the liaison of your delegation or the"
        " organizers whether a place becomes free.",
        unit=get_unit(use.code).name(language()),
        used=use.used,
        quota=use.quota,
    )


def _asked(use: UnitUse, wanted: int) -> str:
    return _(
        "%(unit)s, %(used)s of %(quota)s places used (staff included), %(wanted)s more wanted",
        unit=get_unit(use.code).name(language()),
        used=use.used,
        quota=use.quota,
        wanted=wanted,
    )
