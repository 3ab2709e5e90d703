"""Words of suggestions."""

from __future__ import annotations

from eventmgr.ground.i18n import _l

PARTS = {
    "topic": _l("Topic"),
    "need": _l("Offer matches the need"),
    "words": _l("Words that both texts use"),
    "sector": _l("Sector"),
}
ONLY = {
    "none": _l("No good match"),
    "silent": _l("No listing"),
    "some": _l("With suggestions"),
}
"""What the list of organizations can be narrowed to."""
