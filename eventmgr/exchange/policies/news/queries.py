"""Reading who is told of policies, and what there is to tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, or_, select

from eventmgr.exchange.policies.filtering import PolicyFilter
from eventmgr.exchange.policies.models import Policy, PolicyState, PolicySubscription
from eventmgr.exchange.policies.queries import PUBLIC, is_within
from eventmgr.ground.db import db

MOST_TOLD = 30
"""Policies in one e-mail; the page has the others."""


def find_subscription(number: int) -> PolicySubscription | None:
    """The subscription of that number, or None."""
    return db.session.get(PolicySubscription, number)


def find_same(email: str, asked: str) -> PolicySubscription | None:
    """The subscription of that address with the same filters, or None."""
    where = (PolicySubscription.email == email, PolicySubscription.asked == asked)
    return db.session.scalars(select(PolicySubscription).where(*where)).one_or_none()


def list_filters(before: datetime) -> list[tuple[str, datetime]]:
    """(filters, since when) of confirmed subscriptions that were told nothing since `before`, alike ones once; the
    longest waiting first."""
    query = select(PolicySubscription.asked, PolicySubscription.news_since)
    query = query.where(PolicySubscription.news_since < before).distinct()
    ordered = query.order_by(PolicySubscription.news_since, PolicySubscription.asked)
    return [(asked, since) for asked, since in db.session.execute(ordered) if since is not None]


def list_of(asked: str, since: datetime) -> list[PolicySubscription]:
    """Subscriptions with these filters that were told what happened until then."""
    where = (PolicySubscription.asked == asked, PolicySubscription.news_since == since)
    return list(db.session.scalars(select(PolicySubscription).where(*where).order_by(PolicySubscription.id)))


def list_news(filters: PolicyFilter, *, since: datetime, at: datetime, ends: tuple[date, date]) -> list[Policy]:
    """What was published, changed, repealed or withdrawn after `since` until `at`, and what takes applications until a
    day after the first of `ends` up to the second; the latest change first; one statement."""
    changed = and_(Policy.published_at.is_not(None), Policy.updated_at > since, Policy.updated_at <= at)
    ending = and_(PUBLIC, Policy.window_to > ends[0], Policy.window_to <= ends[1])
    query = select(Policy).where(or_(changed, ending), Policy.state != PolicyState.DRAFT)
    query = query.where(*is_within(filters, ends[0]))
    return list(db.session.scalars(query.order_by(Policy.updated_at.desc(), Policy.id.desc()).limit(MOST_TOLD)))


def count_unconfirmed(before: datetime) -> tuple[int, datetime | None]:
    """(how many were never confirmed and are older, the oldest)."""
    query = select(func.count(), func.min(PolicySubscription.created_at)).where(*_unconfirmed(before))
    number, first = db.session.execute(query).one()
    return int(number), first


def list_unconfirmed(before: datetime, *, limit: int) -> Sequence[PolicySubscription]:
    """The oldest unconfirmed subscriptions from before `before`, at most `limit`."""
    query = select(PolicySubscription).where(*_unconfirmed(before)).order_by(PolicySubscription.id).limit(limit)
    return db.session.scalars(query).all()


def _unconfirmed(before: datetime) -> tuple[ColumnElement[bool], ...]:
    return PolicySubscription.confirmed_at.is_(None), PolicySubscription.created_at < before
