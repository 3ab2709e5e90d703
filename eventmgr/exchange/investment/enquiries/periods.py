"""How long it is kept who asked about an offer: a week unconfirmed, twelve months after anything last happened; and
what is said of it."""

from __future__ import annotations

from datetime import datetime

from eventmgr.exchange.investment.enquiries import queries, services
from eventmgr.ground.features import Due, Period, due_of
from eventmgr.ground.i18n import _, _l, _n
from eventmgr.identity.privacy.periods import months_later, unconfirmed_before
from eventmgr.tools.log.services import SYSTEM, Act

KEPT_MONTHS = 12


def handling() -> tuple[str, list[str]]:
    """What happens to the information of who asks about an offer: what it is about, and a paragraph each."""
    return _("Enquiries about investment offers"), [
        _(
            "Whoever has the offer reads province, sector, size and the text of your enquiry. The name of your organization, your name and how to reach you are shown to them only after they have answered and you have agreed; to nobody else, and never in public."
        ),
        _n(
            "%(num)s month after anything last happened to the enquiry, or at once when you withdraw it, everything that tells who you are is deleted. If it led to a deal, the deal keeps its parties.",
            "%(num)s months after anything last happened to the enquiry, or at once when you withdraw it, everything that tells who you are is deleted. If it led to a deal, the deal keeps its parties.",
            KEPT_MONTHS,
        ),
    ]


def _before(at: datetime) -> tuple[datetime, datetime]:
    return unconfirmed_before(at), months_later(at, -KEPT_MONTHS)


def _due(at: datetime) -> list[Due]:
    return due_of(queries.count_old(*_before(at)))


def delete_some(at: datetime, limit: int) -> int:
    """At most `limit` of them lose who asked and what was said."""
    old = queries.list_old(*_before(at), limit=limit)
    for enquiry in old:
        services.forget(enquiry, act=Act(SYSTEM, at))
    return len(old)


PERIODS = (Period("investment_enquiries", _l("People who asked about an investment offer"), _due, delete_some),)
