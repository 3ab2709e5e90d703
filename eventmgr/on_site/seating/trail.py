"""What the trail says of seating plans; never who eats what."""

from __future__ import annotations

from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _l
from eventmgr.on_site.seating.models import SeatingPlan

WORDS = (
    Words(
        SeatingPlan,
        _l("Seating plan"),
        actions={
            "published": _l("published"),
            "unpublished": _l("no longer published"),
            "people_added": _l("people added"),
            "people_removed": _l("people taken off"),
            "ranked": _l("order of rank changed"),
            "moved": _l("seats changed by hand"),
            "proposed": _l("seats given by rule"),
            "repaired": _l("corrected after changes to the list"),
            "locked": _l("seats locked"),
            "unlocked": _l("seats unlocked"),
            "checked": _l("seat of a substitute confirmed"),
            "exported": _l("exported"),
        },
        fields={
            "rows": _l("Rows and tables"),
            "aisles": _l("Aisles behind seats"),
            "kept": _l("Seats kept free"),
            "uses": _l("For whom tables are reserved"),
            "people": _l("Number of people"),
        },
    ),
)
