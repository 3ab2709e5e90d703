"""Who opens a request by a link."""

from __future__ import annotations

from eventmgr.exchange.desk import letters, queries
from eventmgr.exchange.desk.models import DeskRequest
from eventmgr.ground.errors import WrongLink
from eventmgr.ground.i18n import _
from eventmgr.tools.web import tokens


def request_of(token: str) -> DeskRequest:
    """The request that this link of its sender opens.

    Raises:
        WrongLink: it is no true link, or opens nothing any more.
    """
    read = tokens.read(letters.OWN_LINK, token)
    request = queries.find_request(read[0]) if read else None
    if request is None or read is None or request.link_version != read[1]:
        raise WrongLink(_("This link is invalid or no longer works. The request may have been deleted."))
    return request


def request_of_expert(token: str) -> DeskRequest:
    """The request that this link of its expert opens.

    Raises:
        WrongLink: it is no true link, or somebody else answers now.
    """
    read = tokens.read(letters.EXPERT_LINK, token)
    request = queries.find_request(read[0]) if read else None
    if request is None or read is None or request.expert_version != read[1]:
        raise WrongLink(_("This link is invalid, or somebody else answers this request now."))
    return request
