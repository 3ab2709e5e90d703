"""Who opens the page of an expert by a link."""

from __future__ import annotations

from eventmgr.exchange.experts.letters import LINK
from eventmgr.exchange.experts.models import Expert
from eventmgr.ground.i18n import _


def expert_of(token: str) -> Expert:
    """The expert whose link this is.

    Raises:
        WrongLink: it is no true link, or opens nothing any more.
    """
    return LINK.open(
        token,
        _("This link is invalid or no longer works. A newer e-mail may have another one, or the entry was deleted."),
    )
