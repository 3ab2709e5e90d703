"""Limits on tries, kept in the database, so that all worker processes count together."""

from __future__ import annotations

import hashlib
import ipaddress
from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import current_app, request
from sqlalchemy import case, delete

from eventmgr.ground.db import db, insert_into, write
from eventmgr.ground.errors import TooMany
from eventmgr.ground.i18n import _, _n
from eventmgr.tools.web.models import RateHit

_KEPT = timedelta(days=1)
Rule = tuple[str, int, int]
"""(key, most tries, seconds of its window)."""


def limit(key: str, most: int, per_seconds: int, at: datetime, *, counts: int = 1) -> None:
    """Count one try of `key`, or as many as it `counts` for; a window of `per_seconds` begins with the first try.

    It is a transaction of its own: call it before, never inside the work of `write`. Objects loaded before are read
    again at their next use, so call it first.

    Raises:
        TooMany: `key` has had `most` tries in this window already; tells when to come back.
    """
    limit_all([(key, most, per_seconds)], at, counts=counts)


def limit_failure(key: str, most: int, per_seconds: int, at: datetime) -> None:
    """Count one failure of `key`; nothing is written once it has had its failures. As `limit` otherwise.

    Raises:
        TooMany: `key` has failed `most` times in this window already; tells when to come back.
    """
    if not current_app.config["RATELIMIT_ENABLED"]:
        return
    seen = db.session.get(RateHit, _hashed(key), populate_existing=True)
    if seen is not None and seen.ends_at > at and seen.n >= most:
        wait = max(1, int((seen.ends_at - at).total_seconds() + 0.999))
        raise TooMany(_come_back(wait), retry_after=wait)
    limit(key, most, per_seconds, at)


def limit_all(rules: Sequence[Rule], at: datetime, *, watched: Sequence[Rule] = (), counts: int = 1) -> bool:
    """Count one try of each `(key, most, per_seconds)`, all in one transaction; as `limit` otherwise. Whether one of
    those that are only `watched` has had its tries.

    Raises:
        TooMany: one of `rules` has had its tries; the longest wait is told.
    """
    if not current_app.config["RATELIMIT_ENABLED"]:
        return False
    waits = write(lambda: _waits((*rules, *watched), at, counts))
    wait = max((waits[key] for key, _most, _seconds in rules), default=0)
    if wait:
        raise TooMany(_come_back(wait), retry_after=wait)
    return any(waits[key] for key, _most, _seconds in watched)


def wait_after(rules: Sequence[Rule], at: datetime) -> int:
    """Count one try of each rule, as `limit_all` does; the longest wait in seconds, 0 if all are within their
    limits."""
    if not current_app.config["RATELIMIT_ENABLED"]:
        return 0
    return write(lambda: wait_after_inside(rules, at))


def wait_after_inside(rules: Sequence[Rule], at: datetime) -> int:
    """As `wait_after`, inside a transaction that runs already and ends soon."""
    if not current_app.config["RATELIMIT_ENABLED"]:
        return 0
    return max(_waits(rules, at).values(), default=0)


def caller() -> str:
    """Who asks, for limits: the client's address; of IPv6 the network, for a guest has 2^64 addresses of one."""
    address = request.remote_addr or ""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is None:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return address


def count_ended(at: datetime) -> int:
    """How many windows have ended."""
    return db.session.query(RateHit).filter(RateHit.ends_at < at).count()


def delete_ended(at: datetime, limit: int) -> int:
    """Delete the counts whose window has ended; how many, at most `limit` told."""
    return min(db.session.query(RateHit).filter(RateHit.ends_at < at).delete(synchronize_session=False), limit - 1)


def _waits(rules: Sequence[Rule], at: datetime, counts: int = 1) -> dict[str, int]:
    """Key → seconds to wait, 0 within its limit; counted in one order, so that no two callers wait for each other."""
    waits = {}
    for hashed, key, most, per_seconds in sorted((_hashed(key), key, most, seconds) for key, most, seconds in rules):
        tries, ends_at = _count(hashed, at, at + timedelta(seconds=per_seconds), counts)
        if tries == counts:
            db.session.execute(delete(RateHit).where(RateHit.ends_at < at - _KEPT))
        waits[key] = max(1, int((ends_at - at).total_seconds() + 0.999)) if tries > most else 0
    return waits


def _count(key: str, at: datetime, ends_at: datetime, counts: int) -> tuple[int, datetime]:
    """Tries in the window, this one included, and the end of the window; one atomic statement."""
    runs = RateHit.ends_at > at
    statement = (
        insert_into(RateHit)
        .values(key=key, ends_at=ends_at, n=counts)
        .on_conflict_do_update(
            index_elements=[RateHit.key],
            set_={
                "n": case((runs, RateHit.n + counts), else_=counts),
                "ends_at": case((runs, RateHit.ends_at), else_=ends_at),
            },
        )
        .returning(RateHit.n, RateHit.ends_at)
    )
    tries, until = db.session.execute(statement).one()
    return tries, until


def _hashed(key: str) -> str:
    return hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _come_back(seconds: int) -> str:
    if seconds <= 90:
        wait = _n("%(num)s second", "%(num)s seconds", seconds)
    elif seconds <= 5400:
        wait = _n("%(num)s minute", "%(num)s minutes", -(-seconds // 60))
    else:
        wait = _n("%(num)s hour", "%(num)s hours", -(-seconds // 3600))
    return _("Too many attempts. Please try again in %(wait)s. Nothing is lost.", wait=wait)
