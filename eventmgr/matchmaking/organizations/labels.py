"""Words for the values of organizations."""

from __future__ import annotations

from eventmgr.event.forms.fields import LABELS
from eventmgr.ground.i18n import _l

WORDS = {
    "name": _l("Name of the organization"),
    "name_en": _l("English name"),
    "credit_code": _l("Unified social credit code"),
    "province_code": LABELS["province"],
    "sector_code": LABELS["sector"],
    "size_class": _l("Size of the enterprise"),
}
"""What an organization says, by column."""
FIELDS = tuple(WORDS)
