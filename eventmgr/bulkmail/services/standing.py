"""What every verb asks of a bulk e-mail, and how the change log calls it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from eventmgr.bulkmail import queries
from eventmgr.bulkmail.audience import filter_of
from eventmgr.bulkmail.models import BulkMail, BulkMailState
from eventmgr.errors import Refusal
from eventmgr.events.models import Event
from eventmgr.events.services import lock
from eventmgr.i18n import _
from eventmgr.log.services import plain


def name_of(mail: BulkMail) -> str:
    """What the change log calls it."""
    return mail.subject.get("zh") or mail.subject.get("en", "")


def hold(event: Event, mail: BulkMail) -> None:
    """The event is locked, and the bulk e-mail read again."""
    lock(event)
    queries.get_mail(event, mail.id)


def only(mail: BulkMail, *states: BulkMailState) -> None:
    """It is in one of these states.

    Raises:
        Refusal: it is not.
    """
    if mail.state not in states:
        raise Refusal(_("That is not possible any more: this e-mail is in another state by now. Look at it once more."))


def choice(event: Event, filters: Mapping[str, str], *, with_words: bool = False) -> dict[str, list[object]]:
    """What the list was narrowed by, as the change log says it of an export; the words looked for, which name people, only
    `with_words`.

    Raises:
        BadValue: the list knows a filter no longer.
    """
    return {
        f"filter.{name}": [None, "…" if name == "q" and not with_words else plain(value)]
        for name, value in asdict(filter_of(filters, event)).items()
        if value not in (None, "", False)
    }
