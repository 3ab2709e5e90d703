"""A calendar that is asked for: what it shows is numbered, and only if something was never told like this,
remembered."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError

from eventmgr.ground.db import write
from eventmgr.ground.faults import report
from eventmgr.tools.ical import Entry
from eventmgr.tools.numbering import services
from eventmgr.tools.numbering.services import Shown

Found = TypeVar("Found")
log = logging.getLogger(__name__)


def tell(
    reader: str,
    language: str,
    show: Callable[[Found], Shown],
    rows: Found,
    again: Callable[[], Found],
    *,
    at: datetime,
    of_all: bool = True,
    since: datetime | None = None,
    follow: Callable[[Mapping[str, int]], None] | None = None,
) -> list[Entry]:
    """What is shown of what was `found`, numbered for that reader. Where it is news, it is found `again` behind the
    writer's lock, so that nobody remembers what was read before a change. A database that does not take it leaves the
    answer as it is: the next one who asks gets the same numbers.

    Args:
        of_all, since: as `services.compare`.
        follow: what is to know of new numbers by UID, in the same transaction.
    """
    compared = partial(services.compare, reader, language, at=at, of_all=of_all, since=since)
    difference = compared(show(rows))
    if not difference.is_news:
        return difference.entries

    def keep() -> list[Entry]:
        difference = services.keep(compared(show(again())))
        if follow is not None and difference.is_news:
            follow(difference.numbers)
        return difference.entries

    try:
        return write(keep)
    except SQLAlchemyError as error:
        report(log, error, "what a calendar was told could not be kept")
        return difference.entries
