"""How long a subscription that nobody confirmed is kept; a confirmed one is kept until it is ended; and what is said of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from eventmgr.exchange.policies.news import queries, services
from eventmgr.ground.features import Due, Period
from eventmgr.ground.i18n import _, _l

UNCONFIRMED_DAYS = 7


def handling() -> tuple[str, list[str]]:
    """What happens to the address of who subscribes: what it is about, and a paragraph each."""
    return _("News of policies by e-mail"), [
        _("The address is used for these e-mails alone. Each has a link that ends them; the address is then deleted.")
    ]


def _due(at: datetime) -> list[Due]:
    number, first = queries.count_unconfirmed(at - timedelta(days=UNCONFIRMED_DAYS))
    return [Due("", first, number)] if first is not None else []


def delete_some(at: datetime, limit: int) -> int:
    """At most `limit` of them go."""
    old = queries.list_unconfirmed(at - timedelta(days=UNCONFIRMED_DAYS), limit=limit)
    for subscription in old:
        services.end(subscription)
    return len(old)


PERIODS = (Period("policy_subscriptions", _l("Unconfirmed subscriptions to policies"), _due, delete_some),)
