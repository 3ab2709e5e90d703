"""The words for requests on personal information."""

from __future__ import annotations

from eventmgr.ground.enums import State
from eventmgr.ground.i18n import _l
from eventmgr.office.data_requests.models import RequestKind, RequestState

KINDS = {
    RequestKind.RESTRICT: _l("Restrict processing"),
    RequestKind.OBJECT: _l("Object to processing"),
    RequestKind.OTHER: _l("Another request or question"),
    RequestKind.DELETE: _l("Delete everything, stopped by law"),
}
ASKED = {kind: label for kind, label in KINDS.items() if kind is not RequestKind.DELETE}
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
STATES = {
    RequestState.OPEN: State(_l("Awaiting an answer"), "wait"),
    RequestState.GRANTED: State(_l("Granted"), "ok"),
    RequestState.DECLINED: State(_l("Not granted"), "no"),
    RequestState.ANSWERED: State(_l("Answered"), "ok"),
    RequestState.WITHDRAWN: State(_l("Withdrawn"), "off"),
}
