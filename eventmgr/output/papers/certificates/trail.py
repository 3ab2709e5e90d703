"""What the trail says of certificates."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _l

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
