"""What a worker does for the trail: it seals what was written since."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from eventmgr.ground.jobs.registry import handler
from eventmgr.ground.jobs.services import enqueue
from eventmgr.tools.log import seals

log = logging.getLogger(__name__)

_SEAL, _REST = "log.seal", "log.seal_rest"


@handler(_SEAL, every=timedelta(minutes=1))
def seal(_payload: dict[str, Any], at: datetime) -> None:
    """The job: so many entries; the newest digest goes to the log of the server, which is not in the database."""
    done = seals.seal_some()
    if done:
        log.info("change log sealed up to %s", seals.head())
    if done == seals.AT_ONCE:
        enqueue(_REST, {}, at=at)


@handler(_REST)
def go_on(payload: dict[str, Any], at: datetime) -> None:
    """The next ones, after a start with many."""
    seal(payload, at)
