"""What every verb asks of a bulk e-mail, and how the change log calls it."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.event.events.services import lock
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.office.bulkmail import letters
from eventmgr.office.bulkmail.models import BulkMail, BulkMailState


def name_of(mail: BulkMail, event: Event) -> str:
    """What the change log calls it."""
    return letters.title_of(mail, event, lang="zh")


def hold(event: Event, mail: BulkMail) -> None:
    """The event is locked, and the bulk e-mail read again."""
    lock(event)
    get_of(event, BulkMail, mail.id)


def only(mail: BulkMail, *states: BulkMailState) -> None:
    """It is in one of these states.

    Raises:
        Refusal: it is not.
    """
    if mail.state not in states:
        raise Refusal(_("That is no longer possible: this e-mail is now in another state. Please check it again."))
