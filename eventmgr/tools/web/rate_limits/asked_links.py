"""Whoever lost a link asks for it with an address or a name: the one piece of every page that sends links so.

Nobody learns whether there is one, neither from the answer nor from the time it takes: the request counts, and writes
one job, whatever was typed. A worker looks, and writes the letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from eventmgr.ground.db import write
from eventmgr.ground.jobs.services import enqueue
from eventmgr.tools.web.rate_limits.limits import caller, limit

_OF_ONE, _BY_ONE_CALLER, _HOUR = 3, 20, 3600


def limit_asking(scope: str, at: datetime) -> None:
    """Count one who asks.

    Raises:
        TooMany: this caller has asked too often.
    """
    limit(f"{scope}-from:{caller()}", most=_BY_ONE_CALLER, per_seconds=_HOUR, at=at)


def ask_for_link(job: str, payload: Mapping[str, object], *, scope: str, whose: str, at: datetime) -> None:
    """Let a worker look for whom the link is, and send it.

    Args:
        job: the kind of job that looks.
        scope: what kind of link it is, for the limits.
        whose: what was typed: an address, or what stands for a name and number.

    Raises:
        TooMany: this caller has asked too often, or somebody has for the same.
    """
    limit_asking(scope, at)
    limit(f"{scope}:{whose}", most=_OF_ONE, per_seconds=_HOUR, at=at)
    write(lambda: enqueue(job, payload, at=at))
