"""Names and addresses of invited people go some months after the event; that they were invited stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select

from eventmgr.event.events.models import Event
from eventmgr.event.invitations.models import Invitation
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.keeping import Rows, kept_after_event
from eventmgr.identity.privacy.periods import TRAVEL_MONTHS
from eventmgr.tools.messages.services import forget_about

_NAMES_SOMEBODY = or_(Invitation.name != "", Invitation.email != "")


def _forget(invitations: Sequence[Invitation], _at: datetime) -> None:
    """Name and address go, with the e-mails to them."""
    forget_about([f"event_invitation:{invitation.id}" for invitation in invitations])
    for invitation in invitations:
        invitation.name = invitation.email = ""


PERIODS = (
    kept_after_event(
        "invitations",
        _l("Names and addresses of invited people"),
        Rows(select(Invitation).join(Event).where(Invitation.code.is_(None), _NAMES_SOMEBODY), forget=_forget),
        after=Event.ends_at,
        months=TRAVEL_MONTHS,
    ),
)
