"""What several of the office's pages use: what was ticked in a list, and what a delegation uses of its quota."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, request

from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import HOLDING
from eventmgr.event.quotas.queries import get_plan, list_quotas, list_unit_tallies
from eventmgr.event.quotas.tally import TallyRow
from eventmgr.event.quotas.units import UnitUse, uses
from eventmgr.event.registration import queries
from eventmgr.event.registration.models import Registration
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _, language
from eventmgr.ground.text import whole_number
from eventmgr.tools.taxonomy import get_unit

MOST_AT_ONCE = 500
"""Registrations that one form may name."""


def chosen_of(event: Event) -> list[Registration]:
    """The registrations of this event that were ticked: `ids`, as many fields or as numbers with commas.

    Raises:
        BadValue: an id is no number, there are too many, or one of them is not of this event.
    """
    parts = [part for text in request.form.getlist("ids") for part in text.split(",")]
    texts = list(dict.fromkeys(parts))
    numbers = [number for number in map(whole_number, texts) if number is not None]
    if len(texts) > MOST_AT_ONCE or len(numbers) < len(texts):
        raise BadValue(
            _("The selection could not be read. Go back to the list and select at most %(num)s.", num=MOST_AT_ONCE)
        )
    registrations = queries.list_registrations_by_id(event.id, numbers)
    if len(registrations) != len(texts):
        raise BadValue(_("One of the selected registrations does not belong to this event. Reload the list."))
    return registrations


def unit_uses(event: Event, tallies: Sequence[TallyRow] | None = None) -> dict[str, UnitUse]:
    """Unit → its use, for every unit that has a quota; empty where the event has none.

    Args:
        tallies: what `list_unit_tallies` says, where it has been asked already.
    """
    limits = list_quotas(event.id)
    if all(quota is None for quota in limits.values()):
        return {}
    all_uses = uses(list_unit_tallies(event.id) if tallies is None else tallies, limits, get_plan(event))
    return {code: use for code, use in all_uses.items() if use.quota is not None}


def tell_of_quota(event: Event, registration: Registration) -> None:
    """Say so once if the delegation of a registration that holds a place is beyond its quota now."""
    if registration.status not in HOLDING or not registration.unit_code:
        return
    use = unit_uses(event).get(registration.unit_code)
    if use is not None and use.over:
        flash(
            _(
                "%(unit)s holds %(used)s places now, its quota is %(quota)s.",
                unit=get_unit(use.code).name(language()),
                used=use.used,
                quota=use.quota,
            ),
            "warning",
        )
