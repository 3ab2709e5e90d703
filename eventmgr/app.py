"""Assembles the application; the only file that knows every feature."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from eventmgr import cli, clock, db, i18n, sealing, settings, taxonomy
from eventmgr.events.access import may
from eventmgr.events.labels import KINDS
from eventmgr.jobs.queries import count_due_jobs
from eventmgr.messages.queries import count_letters
from eventmgr.people import session
from eventmgr.web import (
    addresses,
    bodies,
    cache,
    compress,
    handlers,
    headers,
    metrics,
    origin,
    robots,
    stamps,
    templating,
)

_HERE = Path(__file__).resolve().parent
_ROOT = _HERE.parent

PAGES = (
    "eventmgr.web.static",
    "eventmgr.web.operations",
    "eventmgr.web.robots",
    "eventmgr.people.views",
    "eventmgr.people.manage",
    "eventmgr.events.views",
    "eventmgr.events.manage",
    "eventmgr.events.letters",
    "eventmgr.agenda.views",
    "eventmgr.agenda.manage",
    "eventmgr.registration.views",
    "eventmgr.registration.manage",
    "eventmgr.checkin.manage",
    "eventmgr.registration.manage.retention",
    "eventmgr.outcomes.manage",
    "eventmgr.calendars.views",
    "eventmgr.reports.views",
    "eventmgr.reports.manage",
    "eventmgr.insights.manage",
    "eventmgr.home.views",
)
"""Modules with a blueprint `bp`, in the order of the staircase."""

RECEIVERS = (
    "eventmgr.privacy.receivers",
    "eventmgr.agenda.receivers",
    "eventmgr.registration.receivers",
    "eventmgr.checkin.receivers",
    "eventmgr.signup.receivers",
)
"""Modules with `connect(app)`: answers from upstairs to signals from downstairs, and panels for lower pages."""

SCOPES = {
    "event": stamps.Scope("SELECT revision FROM event WHERE slug = ?", argument="slug"),
    "site": stamps.Scope("SELECT value FROM site_revision WHERE scope = ?", constant="site"),
}
"""What public pages depend on; see `web/stamps.py`."""


def create_app(overrides: dict[str, Any] | None = None) -> Flask:
    """The application, ready to serve.

    Args:
        overrides: settings that win over files and environment (tests use it).
    """
    checkout = (_ROOT / "templates").is_dir() and (_ROOT / "pyproject.toml").is_file()
    app = Flask(
        "eventmgr",
        root_path=str(_HERE),
        instance_path=str(_instance(checkout, overrides or {})),
        template_folder=str(_ROOT / "templates" if checkout else _HERE / "templates"),
        static_folder=None,
    )
    settings.load(app, overrides)
    app.config["CATALOGUES"] = str(_HERE / "translations")
    app.config["TRUSTED_HOSTS"] = _hosts(app)
    addresses.init_app(app)
    sealing.init_app(app)
    db.init_app(app)
    i18n.init_app(app)
    templating.init_app(app)
    compress.init_app(app)
    cache.init_app(app, SCOPES)
    metrics.init_app(app)
    headers.init_app(app)
    robots.init_app(app)
    handlers.init_app(app)
    bodies.init_app(app)
    CSRFProtect(app)
    for name in PAGES:
        app.register_blueprint(importlib.import_module(name).bp)
    for name in RECEIVERS:
        importlib.import_module(name).connect(app)
    origin.init_app(app)
    metrics.count_answers(app)
    _name_codes(app)
    _tell_figures(app)
    session.init_app(app)
    cli.init_app(app)
    return app


def _name_codes(app: Flask) -> None:
    """Words for codes, in the language spoken, for every template."""
    app.jinja_env.globals.update(
        province_name=lambda code: taxonomy.get_province(code).short(i18n.language()) if code else "",
        unit_name=lambda code: taxonomy.get_unit(code).short(i18n.language()) if code else "",
        sector_name=lambda code: taxonomy.get_sector(code).name(i18n.language()) if code else "",
        sector_short=lambda code: taxonomy.get_sector(code).short(i18n.language()) if code else "",
        topic_name=lambda code: taxonomy.get_topic(code).name(i18n.language()) if code else "",
        kind_name=lambda kind: KINDS[kind],
        may=may,
    )


def _tell_figures(app: Flask) -> None:
    """What stands in the database, for /metrics."""
    metrics.gauge(app, "letters", "Letters in the outbox by state.", "state", count_letters)
    metrics.gauge(app, "jobs_due", "Timed work that is due now.", "", lambda: {"": count_due_jobs(at=clock.now())})


def _instance(checkout: bool, overrides: dict[str, Any]) -> Path:
    """Where this installation's database and settings live: the checkout's, or `./instance` of an installed wheel."""
    chosen = overrides.get("INSTANCE_PATH") or settings.environment("INSTANCE_PATH")
    return Path(chosen).resolve() if chosen else (_ROOT if checkout else Path.cwd()) / "instance"


def _hosts(app: Flask) -> list[str]:
    """The host names that are answered."""
    if app.config["TRUSTED_HOSTS"]:
        return list(app.config["TRUSTED_HOSTS"])
    own = urlsplit(app.config["BASE_URL"]).hostname or "localhost"
    return [own, "localhost", "127.0.0.1", "[::1]"]
