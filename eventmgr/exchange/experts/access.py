"""Who opens the page of an expert by a link."""

from __future__ import annotations

from eventmgr.exchange.experts import letters, queries
from eventmgr.exchange.experts.models import Expert
from eventmgr.ground.errors import WrongLink
from eventmgr.ground.i18n import _
from eventmgr.tools.web import tokens


def expert_of(token: str) -> Expert:
    """The expert whose link this is.

    Raises:
        WrongLink: it is no true link, or opens nothing any more.
    """
    read = tokens.read(letters.LINK, token)
    expert = queries.find_expert(read[0]) if read else None
    if expert is None or read is None or expert.link_version != read[1]:
        raise WrongLink(
            _("This link is invalid or no longer works. A newer e-mail may have another one, or the entry was deleted.")
        )
    return expert
