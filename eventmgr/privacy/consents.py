"""What people agree to."""

from __future__ import annotations

from collections.abc import Iterable

from eventmgr.i18n import _l
from eventmgr.privacy.models import Consent

PROCESSING = "processing"
SENSITIVE = "sensitive"
"""Purposes of consents; see `Consent.purpose`."""
PURPOSES = {
    PROCESSING: _l("Consent"),
    SENSITIVE: _l("Consent to sensitive personal information"),
    "name_published": _l("Consent to name publication"),
}


def newest_agreed(consents: Iterable[Consent]) -> int | None:
    """The newest version of the notice that somebody has agreed to and not withdrawn; None if there is none. Whoever the
    organizers entered may have agreed to none."""
    return max(
        (one.notice_version for one in consents if one.purpose == PROCESSING and one.withdrawn_at is None), default=None
    )
