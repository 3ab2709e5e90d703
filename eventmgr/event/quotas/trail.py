"""What the trail says of quotas."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.event.forms.participant_types.labels import BADGE_COLORS
from eventmgr.event.forms.participant_types.types import HOUSE_TYPES, Alone, Confirming, Entry, Recommending
from eventmgr.event.quotas.allocation import QuotaCell
from eventmgr.event.quotas.labels import RETURNS_AT, TYPE_SETTINGS, cell_words
from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _, _l, language
from eventmgr.tools.taxonomy import feature as taxonomy


def say_cell(value: object) -> str:
    """A cell of the plan in words, such as `上海市 专家 1–2`."""
    if not isinstance(value, dict):
        return str(value)
    cell = QuotaCell(**value)
    bounds = f"{cell.floor}–{cell.ceiling}" if cell.ceiling is not None else _("at least %(num)s", num=cell.floor)
    return f"{taxonomy.say_unit(cell.unit)} {cell_words(cell, language(), HOUSE_TYPES)} {bounds}"


WORDS = (
    Words(
        Event,
        actions={
            "quotas_planned": _l("pool and parts of quotas changed"),
            "places_moved": _l("places moved between quotas"),
            "places_returned": _l("unused places returned to the common pool"),
            "types_set": _l("participant types changed"),
        },
        fields={
            "pool": _l("Common pool (places)"),
            "types_order": _l("Order of participant types"),
            **{f"participant_types.{name}": label for name, label in TYPE_SETTINGS.items()},
            "quota_cells": _l("Sub-quotas"),
            "returns_at": RETURNS_AT,
        },
        values={
            "participant_types.entry": Entry,
            "participant_types.confirming": Confirming,
            "participant_types.recommending": Recommending,
            "participant_types.alone": Alone,
            "participant_types.badge_color": BADGE_COLORS,
        },
        say={"quota_cells": say_cell},
    ),
)
