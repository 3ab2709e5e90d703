"""What a delegation uses of its quota, on the office's pages."""

from __future__ import annotations

from flask import flash

from eventmgr.events.models import Event
from eventmgr.i18n import _, language
from eventmgr.registration import queries
from eventmgr.registration.models import HOLDING, Registration
from eventmgr.registration.quotas import UnitUse
from eventmgr.taxonomy import get_unit


def unit_uses(event: Event) -> dict[str, UnitUse]:
    """Unit → its use, for every unit that has a quota; empty where the event has none."""
    quotas = queries.list_quotas(event.id)
    if all(quota is None for quota in quotas.values()):
        return {}
    return {code: use for code, use in queries.list_unit_uses(event.id).items() if use.quota is not None}


def tell_of_quota(event: Event, place: Registration) -> None:
    """Say so once if the delegation of a registration that holds a place is beyond its quota now."""
    if place.status not in HOLDING or not place.unit_code:
        return
    use = unit_uses(event).get(place.unit_code)
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
