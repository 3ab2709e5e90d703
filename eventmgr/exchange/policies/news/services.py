"""The verbs of news: subscribed, confirmed, ended, told."""

from __future__ import annotations

from datetime import datetime, timedelta

from eventmgr.exchange.policies.filtering import PolicyFilter, news_query, read_news_query
from eventmgr.exchange.policies.models import PolicySubscription
from eventmgr.exchange.policies.news import letters, queries
from eventmgr.ground.db import db
from eventmgr.ground.errors import BadValue
from eventmgr.matchmaking.listings.content.drafts import day_of

_EVERY = timedelta(hours=23)
"""Nobody is written to more often."""
_AHEAD = timedelta(days=7)
"""So long before its last day it is told that applications end."""


def subscribe(email: str, filters: PolicyFilter, language: str, *, at: datetime) -> PolicySubscription:
    """A link to confirm goes to the address; whoever subscribes twice gets the link of the first time again."""
    asked = news_query(filters)
    subscription = queries.find_same(email, asked)
    if subscription is None:
        subscription = PolicySubscription(email=email, language=language, asked=asked, created_at=at)
        db.session.add(subscription)
        db.session.flush()
    letters.write_confirm(subscription, at=at)
    return subscription


def confirm(subscription: PolicySubscription, *, at: datetime) -> None:
    """From now on it is told what is new. Confirmed twice is confirmed once."""
    if subscription.confirmed_at is None:
        subscription.confirmed_at = subscription.news_since = at


def end(subscription: PolicySubscription) -> None:
    """Nothing of it is kept."""
    letters.forget(subscription)
    db.session.delete(subscription)


def tell_news(*, at: datetime) -> None:
    """Write to whoever was not written to for a day and has something new; policies are read once for all who ask the
    same."""
    for asked, since in queries.list_filters(at - _EVERY):
        try:
            filters = read_news_query(asked)
        except BadValue:  # a sector or region that the tables do not know any more
            continue
        ends = (day_of(since) + _AHEAD, day_of(at) + _AHEAD)
        policies = queries.list_news(filters, since=since, at=at, ends=ends)
        for subscription in queries.list_of(asked, since):
            if policies:
                letters.write_news(subscription, policies, since=since, at=at)
            subscription.news_since = at
