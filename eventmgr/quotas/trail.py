"""What the trail says of quotas."""

from __future__ import annotations

from eventmgr.events.models import Event
from eventmgr.features import Words
from eventmgr.i18n import _, _l, language
from eventmgr.quotas.allocation import QuotaCell
from eventmgr.quotas.labels import RETURNS_AT, cell_words
from eventmgr.taxonomy import feature as taxonomy


def say_cell(value: object) -> str:
    """上海市 专家 1–2."""
    if not isinstance(value, dict):
        return str(value)
    cell = QuotaCell(**value)
    bounds = f"{cell.floor}–{cell.ceiling}" if cell.ceiling is not None else _("at least %(num)s", num=cell.floor)
    return f"{taxonomy.say_unit(cell.unit)} {cell_words(cell, language())} {bounds}"


WORDS = (
    Words(
        Event,
        actions={
            "quotas_planned": _l("pool and parts of quotas changed"),
            "places_moved": _l("places moved between quotas"),
            "places_returned": _l("unused places returned to the common pool"),
        },
        fields={
            "pool": _l("Common pool (places)"),
            "counts_staff": _l("Staff use places of their delegation's quota"),
            "quota_cells": _l("Parts of quotas"),
            "returns_at": RETURNS_AT,
        },
        say={"quota_cells": say_cell},
    ),
)
