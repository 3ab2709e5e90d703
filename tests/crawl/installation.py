"""An installation to crawl through: the sample, one event with one of everything, and everybody who may read it."""

from __future__ import annotations

import contextvars
import logging
import traceback
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from eventmgr.console.sample import build
from eventmgr.console.sample.dates import Dates
from eventmgr.ground.db import db, transaction
from eventmgr.tools.web.tokens import token_hash
from tests.access_table.world import make_world
from tests.crawl.addresses import Filled, Rows
from tests.crawl.readers import Reader, accounts, holders
from tests.crawl.states import add_states
from tests.crawl.undoing import Undoing
from tests.factories import NOON, together

PROTECTED = {
    "WTF_CSRF_ENABLED": True,
    "RATELIMIT_ENABLED": True,
    "TAKE_BACK_MINUTES": 3,
    "PROPAGATE_EXCEPTIONS": False,
}
"""As an installation has it; the tests switch some of it off."""


class Visitor(FlaskClient):
    """A browser without scripts; each request has a context of its own, as on a server. Limits count what was tried, and
    what a request wrote is taken back before the next one: so each is the first of its visitor."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        return contextvars.Context().run(super().open, *args, **kwargs)


@dataclass
class Installation:
    """What is crawled through."""

    app: Flask
    filled: Filled
    readers: list[Reader]
    undoing: Undoing
    faults: list[str] = field(default_factory=list)
    """What was raised inside the last request."""

    def browser(self, reader: Reader) -> Visitor:
        """A fresh browser of a reader."""
        self.app.test_client_class = Visitor
        browser = self.app.test_client()
        assert isinstance(browser, Visitor)
        if reader.enter:
            reader.enter(browser)
        return browser

    def raised(self) -> str:
        """What was raised since this was last asked."""
        said, self.faults = "; ".join(self.faults), []
        return said


def furnish() -> list[Reader]:
    """The sample around 13 May 2026, an event with one of everything, and everybody who reads; at NOON, in an empty database."""
    with transaction():
        build.build(Dates(date(2026, 5, 13)))
    world = make_world()
    with together():
        add_states(world)
        return [Reader("anonymous"), *accounts(), *holders()]


def rows_now() -> Rows:
    """All that stands in the database."""
    rows = Rows(NOON)
    db.session.remove()
    return rows


def install(app: Flask, readers: list[Reader], undoing: Undoing) -> Installation:
    """The application on what `furnish` made."""
    made = Installation(app, Filled(app, rows_now()), readers, undoing)

    class Listener(logging.Handler):
        """Notes what the error page was made for."""

        def emit(self, record: logging.LogRecord) -> None:
            if record.exc_info and record.exc_info[1]:
                made.faults.append(_said(record.exc_info[1]))

    app.logger.addHandler(Listener(logging.ERROR))
    app.logger.propagate = False
    return made


def _said(raised: BaseException) -> str:
    """An exception, and the last line of the product that it came through."""
    steps = [step for step in traceback.extract_tb(raised.__traceback__) if "/site-packages/" not in step.filename]
    where = f"{steps[-1].filename.rpartition('/')[2]}:{steps[-1].lineno}" if steps else ""
    return f"{type(raised).__name__}: {str(raised)[:160]} ({where})"


__all__ = ["PROTECTED", "Installation", "furnish", "install", "token_hash"]
