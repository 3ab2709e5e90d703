"""What the trail says of trainings."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _l
from eventmgr.identity.accounts.models import User

WORDS = (
    Words(
        Event,
        actions={"training_set": _l("training hours set")},
        fields={"threshold": _l("Share needed for a certificate (%)"), "hours": _l("Training hours")},
    ),
    Words(
        User,
        actions={"hours_exported": _l("training hours of a year exported")},
        fields={"training_year": _l("Year")},
    ),
)
