"""What the trail says of invitations."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.event.forms.fields import LABELS
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.invitations.models import Invitation
from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _l
from eventmgr.tools.taxonomy import feature as taxonomy

WORDS = (
    Words(
        Invitation,
        _l("Invitation to register"),
        actions={"revoked": _l("revoked"), "link_shown": _l("new link shown")},
        fields={"uses_most": _l("Number of uses"), "role": LABELS["role"], "unit_code": LABELS["unit"]},
        values={"role": Role},
        say={"unit_code": taxonomy.say_unit},
    ),
    Words(
        Event,
        actions={
            "invited": _l("people invited"),
            "invitations_sent": _l("invitations sent"),
            "invitees_reminded": _l("invited people reminded"),
        },
        fields={"invitations": _l("Invitations")},
    ),
)
