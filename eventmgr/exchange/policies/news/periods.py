"""How long a subscription that nobody confirmed is kept; a confirmed one is kept until it is ended; and what is said of
it."""

from __future__ import annotations

from datetime import datetime

from eventmgr.exchange.policies.news import queries, services
from eventmgr.ground.features import Due, Period, due_of
from eventmgr.ground.i18n import _, _l
from eventmgr.identity.privacy.periods import unconfirmed_before


def handling() -> tuple[str, list[str]]:
    """What happens to the address of who subscribes: what it is about, and a paragraph each."""
    return _("News of policies by e-mail"), [
        _("The address is used for these e-mails alone. Each has a link that ends them; the address is then deleted.")
    ]


def _due(at: datetime) -> list[Due]:
    return due_of(queries.count_unconfirmed(unconfirmed_before(at)))


def delete_some(at: datetime, limit: int) -> int:
    """At most `limit` of them go."""
    old = queries.list_unconfirmed(unconfirmed_before(at), limit=limit)
    for subscription in old:
        services.end(subscription)
    return len(old)


PERIODS = (Period("policy_subscriptions", _l("Unconfirmed subscriptions to policies"), _due, delete_some),)
