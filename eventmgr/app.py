"""Assembles the application; the only file that knows every feature."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from eventmgr import cli, clock, db, features, i18n, sealing, settings
from eventmgr.accounts import feature as accounts
from eventmgr.accounts import session
from eventmgr.agenda import feature as agenda
from eventmgr.calendars import feature as calendars
from eventmgr.checkin import feature as checkin
from eventmgr.events import feature as events
from eventmgr.home import feature as home
from eventmgr.insights import feature as insights
from eventmgr.jobs.queries import count_due_jobs
from eventmgr.log import feature as log
from eventmgr.messages.queries import count_letters
from eventmgr.outcomes import feature as outcomes
from eventmgr.privacy import feature as privacy
from eventmgr.registration import feature as registration
from eventmgr.reports import feature as reports
from eventmgr.signup import feature as signup
from eventmgr.taxonomy import feature as taxonomy
from eventmgr.web import (
    addresses,
    answers,
    bodies,
    cache,
    handlers,
    headers,
    metrics,
    origin,
    robots,
    stamps,
    templating,
)
from eventmgr.web import feature as web

_HERE = Path(__file__).resolve().parent
_ROOT = _HERE.parent

FEATURES = (
    log.FEATURE,
    web.FEATURE,
    taxonomy.FEATURE,
    accounts.FEATURE,
    privacy.FEATURE,
    events.FEATURE,
    agenda.FEATURE,
    registration.FEATURE,
    checkin.FEATURE,
    signup.FEATURE,
    outcomes.FEATURE,
    calendars.FEATURE,
    reports.FEATURE,
    insights.FEATURE,
    home.FEATURE,
)
"""Every room that tells about itself, in the order of the staircase."""

SCOPES = {
    "event": stamps.Scope(
        "SELECT page_version, coalesce(value, 0) FROM event"
        " LEFT JOIN registration_tally_version ON event_id = event.id WHERE slug = ?",
        argument="slug",
    ),
    "facts": stamps.Scope("SELECT page_version FROM event WHERE slug = ?", argument="slug"),
    "programme": stamps.Scope("SELECT programme_version FROM event WHERE slug = ?", argument="slug"),
    "site": stamps.Scope("SELECT value FROM site_revision WHERE scope = ?", constant="site"),
    "front": stamps.Scope("SELECT sum(value) FROM site_revision WHERE scope IN ('site', ?)", constant="places"),
}
"""What public pages depend on: the event with its counts of people; the event without; agenda, calendars and printed
agenda; all events; all events and which of them are full. See `web/stamps.py`."""


def create_app(overrides: dict[str, Any] | None = None) -> Flask:
    """The application, ready to serve.

    Args:
        overrides: settings that win over files and environment (tests use it).
    """
    checkout = (_ROOT / "templates").is_dir() and (_ROOT / "pyproject.toml").is_file()
    app = Flask(
        "eventmgr",
        root_path=str(_HERE),
        instance_path=str(_instance(overrides or {}, checkout=checkout)),
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
    features.init_app(app, FEATURES)
    answers.init_app(app)
    cache.init_app(app, SCOPES)
    metrics.init_app(app)
    headers.init_app(app)
    robots.init_app(app)
    handlers.init_app(app)
    bodies.init_app(app)
    CSRFProtect(app)
    features.open_rooms(app)
    origin.init_app(app)
    metrics.count_answers(app)
    _tell_figures(app)
    session.init_app(app)
    cli.init_app(app)
    return app


def _tell_figures(app: Flask) -> None:
    """What stands in the database, for /metrics."""
    metrics.gauge(app, "letters", "Letters in the outbox by state.", "state", count_letters)
    metrics.gauge(app, "jobs_due", "Timed work that is due now.", "", lambda: {"": count_due_jobs(at=clock.now())})


def _instance(overrides: dict[str, Any], *, checkout: bool) -> Path:
    """Where this installation's database and settings live: the checkout's, or `./instance` of an installed wheel."""
    chosen = overrides.get("INSTANCE_PATH") or settings.environment("INSTANCE_PATH")
    return Path(chosen).resolve() if chosen else (_ROOT if checkout else Path.cwd()) / "instance"


def _hosts(app: Flask) -> list[str]:
    """The host names that are answered."""
    if app.config["TRUSTED_HOSTS"]:
        return list(app.config["TRUSTED_HOSTS"])
    own = urlsplit(app.config["BASE_URL"]).hostname or "localhost"
    return [own, "localhost", "127.0.0.1", "[::1]"]
