"""Applications with settings of their own, lent to one test after the other.

A new one costs a fifth of a second of computing until its first page stands: routes, templates, statements of SQL.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from flask import Flask

from eventmgr import app as assembling
from eventmgr.ground.db import db
from eventmgr.tools.web.monitoring.counters import Counters


class SpareApps:
    """Applications on one database that nobody uses now, by their settings; `make(**settings)` makes one."""

    def __init__(self, make: Callable[..., Flask]) -> None:
        self._make = make
        self._idle: dict[str, list[tuple[Flask, dict[str, Any]]]] = defaultdict(list)
        self._lent: list[tuple[str, Flask, dict[str, Any]]] = []

    def lend(self, **settings: Any) -> Flask:
        """One with `settings`, of which nothing is counted or kept; it is nobody else's until `take_back`."""
        # a test may have put a feature into the list
        name = repr((sorted(settings.items()), [feature.name for feature in assembling.FEATURES]))
        app, config = self._idle[name].pop() if self._idle[name] else self._new(settings)
        app.extensions["standstill"] = None, time.monotonic(), os.getpid()  # e-mails leave, for all that its pages know
        self._lent.append((name, app, config))
        return app

    def _new(self, settings: dict[str, Any]) -> tuple[Flask, dict[str, Any]]:
        app = self._make(**settings)
        return app, dict(app.config)

    def take_back(self) -> None:
        """The test is over. What it has set otherwise is set back, and no connection stays open."""
        for name, app, config in self._lent:
            with app.app_context():
                db.session.remove()
                db.engine.dispose()
            app.extensions["page_cache"].clear()
            app.extensions["page_cache"]._stamps = None
            app.extensions["counters"] = Counters()
            app.config.clear()
            app.config.update(config)
            self._idle[name].append((app, config))
        self._lent.clear()
