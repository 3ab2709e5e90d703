"""The words for what quotas are divided by."""

from __future__ import annotations

from typing import NamedTuple

from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.forms.participant_types.types import Types
from eventmgr.event.quotas.allocation import ROLE, Allocation, Plan, QuotaCell
from eventmgr.ground.i18n import _, _l
from eventmgr.tools.taxonomy import get_sector

TYPE_SETTINGS = {
    "name": _l("Name of the type"),
    "capacity": _l("Number of places"),
    "counts_in_quota": _l("Use places of their delegation's quota"),
    "entry": _l("Registered by"),
    "confirming": _l("Confirmation"),
    "recommending": _l("Recommendation by the delegation"),
    "alone": _l("Without a delegation"),
    "opens_at": _l("Registration opens"),
    "closes_at": _l("Registration closes"),
    "badge_color": _l("Badge colour"),
    "is_hidden": _l("Hidden: nobody new can choose it"),
}
"""What is set for a type of participant."""
RETURNS_AT = _l("Unused places go to the common pool on")


class Part(NamedTuple):
    """A part of a delegation's quota as people read it."""

    label: str
    cell: QuotaCell
    held: int
    """Places that its people hold."""

    @property
    def is_missed(self) -> bool:
        """Whether they are fewer than are kept for it, or more than it may have."""
        return self.held < self.cell.floor or (self.cell.ceiling is not None and self.held > self.cell.ceiling)


def parts_of(unit: str, plan: Plan, allocation: Allocation, lang: str) -> list[Part]:
    """The parts of a unit's quota, in the order of the plan."""
    return [Part(cell_words(cell, lang, plan.types), cell, allocation.held(cell)) for cell in plan.cells_of(unit)]


def cell_words(cell: QuotaCell, lang: str, types: Types) -> str:
    """The type of participant or the sector of a cell."""
    return types.name(cell.value, lang) if cell.by == ROLE else get_sector(cell.value).name(lang)


def say_counted(types: Types) -> str:
    """Whose places are among those that delegations use of their quotas."""
    if not types.uncounted:
        return _("Places used include those held by staff.")
    if types.uncounted == {Role.STAFF}:
        return _("Places used do not include those held by staff.")
    names = [kind.called() for kind in types if kind.key in types.uncounted]
    return _("Places used do not include those held by these participant types: %(types)s.", types=_(", ").join(names))
