"""How long it is kept who entered an organization: a week unconfirmed, six months after the decision; and what is said
of it."""

from __future__ import annotations

from datetime import datetime

from eventmgr.exchange.entries import queries, services
from eventmgr.ground.features import Due, Period, due_of
from eventmgr.ground.i18n import _, _l, _n
from eventmgr.identity.privacy.periods import months_later, unconfirmed_before
from eventmgr.tools.log.services import SYSTEM, Act

KEPT_MONTHS = 6


def handling() -> tuple[str, list[str]]:
    """What happens to the information of who enters an organization: what it is about, and a paragraph each."""
    return _("Entry of an organization"), [
        _n(
            "Your name and address are used to write to you about this entry and about your organization's page, and for nothing else; they are on no public page. With the entry they are deleted %(num)s month after the decision; whoever keeps a page stays known as long as the page is kept.",
            "Your name and address are used to write to you about this entry and about your organization's page, and for nothing else; they are on no public page. With the entry they are deleted %(num)s months after the decision; whoever keeps a page stays known as long as the page is kept.",
            KEPT_MONTHS,
        )
    ]


def _before(at: datetime) -> tuple[datetime, datetime]:
    return unconfirmed_before(at), months_later(at, -KEPT_MONTHS)


def _due(at: datetime) -> list[Due]:
    return due_of(queries.count_old(*_before(at)))


def delete_some(at: datetime, limit: int) -> int:
    """At most `limit` of them lose who entered them."""
    old = queries.list_old(*_before(at), limit=limit)
    for entry in old:
        services.forget(entry, act=Act(SYSTEM, at))
    return len(old)


PERIODS = (Period("organization_entries", _l("People who entered an organization"), _due, delete_some),)
