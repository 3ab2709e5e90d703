"""What the trail says of certificates."""

from __future__ import annotations

from eventmgr.events.models import Event
from eventmgr.features import Words
from eventmgr.i18n import _l

WORDS = (
    Words(
        Event,
        actions={
            "certificates_issued": _l("certificates issued"),
            "certificate_revoked": _l("certificate revoked"),
            "certificate_renewed": _l("certificate valid again"),
        },
    ),
)
