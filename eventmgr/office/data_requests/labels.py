"""The words for requests on personal information."""

from __future__ import annotations

from eventmgr.ground.i18n import _l
from eventmgr.office.data_requests.models import RequestKind

ASKED = tuple(kind for kind in RequestKind if kind is not RequestKind.DELETE)
"""What people choose from."""
EFFECTS = {
    RequestKind.RESTRICT: _l(
        "The information is only kept: it is in no list, file, printed paper, e-mail or public number, and the organizers "
        "change nothing in it."
    ),
    RequestKind.OBJECT: _l(
        "What is not needed for taking part ends: the name is not in the list of participants "
        "that is handed out, and no more invitations are sent. E-mails about the registration "
        "itself are still sent."
    ),
    RequestKind.OTHER: _l("For example: where the information came from, or who has received it."),
    RequestKind.DELETE: _l(
        "Consents have ended and the information is only kept. It will be deleted in the daily "
        "run once the legal hold is lifted."
    ),
}
"""What follows if it is granted."""
