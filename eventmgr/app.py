"""Assembles the application; the only file that knows every feature."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask

from eventmgr import cli, db, features, i18n, sealing, settings
from eventmgr.accounts import feature as accounts
from eventmgr.accounts.signing_in import session
from eventmgr.agenda import feature as agenda
from eventmgr.answer_files import feature as answer_files
from eventmgr.bulkmail import feature as bulkmail
from eventmgr.calendars import feature as calendars
from eventmgr.channels import feature as channels
from eventmgr.checkin import feature as checkin
from eventmgr.data_requests import feature as data_requests
from eventmgr.delegations import feature as delegations
from eventmgr.directory import feature as directory
from eventmgr.disclosures import feature as disclosures
from eventmgr.duplicates import feature as duplicates
from eventmgr.events import feature as events
from eventmgr.figures import feature as figures
from eventmgr.form_drafts import feature as form_drafts
from eventmgr.forms import feature as forms
from eventmgr.grouprobots import feature as grouprobots
from eventmgr.home import feature as home
from eventmgr.imports import feature as imports
from eventmgr.insights import feature as insights
from eventmgr.invitations import feature as invitations
from eventmgr.jobs import feature as jobs
from eventmgr.listings import feature as listings
from eventmgr.log import feature as log
from eventmgr.logistics import feature as logistics
from eventmgr.meetings import feature as meetings
from eventmgr.messages import feature as messages
from eventmgr.organizations import feature as organizations
from eventmgr.outcomes import feature as outcomes
from eventmgr.privacy import feature as privacy
from eventmgr.quotas import feature as quotas
from eventmgr.registration import feature as registration
from eventmgr.reports import feature as reports
from eventmgr.seating import feature as seating
from eventmgr.sharing import feature as sharing
from eventmgr.signup import feature as signup
from eventmgr.study_visits import feature as study_visits
from eventmgr.surveys import feature as surveys
from eventmgr.taxonomy import feature as taxonomy
from eventmgr.team import feature as team
from eventmgr.texting import feature as texting
from eventmgr.training import feature as training
from eventmgr.upkeep import feature as upkeep
from eventmgr.web import feature as web
from eventmgr.web import handlers, robots
from eventmgr.web.monitoring import metrics
from eventmgr.web.rendering import templating
from eventmgr.web.requests import addresses, bodies, elsewhere, origin
from eventmgr.web.responses import answers, cache, headers

_HERE = Path(__file__).resolve().parent
_ROOT = _HERE.parent

FEATURES = (
    jobs.FEATURE,
    log.FEATURE,
    messages.FEATURE,
    channels.FEATURE,
    web.FEATURE,
    taxonomy.FEATURE,
    accounts.FEATURE,
    directory.FEATURE,
    forms.FEATURE,
    privacy.FEATURE,
    team.FEATURE,
    events.FEATURE,
    agenda.FEATURE,
    answer_files.FEATURE,
    form_drafts.FEATURE,
    invitations.FEATURE,
    quotas.FEATURE,
    registration.FEATURE,
    checkin.FEATURE,
    bulkmail.FEATURE,
    data_requests.FEATURE,
    delegations.FEATURE,
    listings.FEATURE,
    signup.FEATURE,
    study_visits.FEATURE,
    surveys.FEATURE,
    texting.FEATURE,
    training.FEATURE,
    grouprobots.FEATURE,
    seating.FEATURE,
    *meetings.FEATURES,
    outcomes.FEATURE,
    logistics.FEATURE,
    disclosures.FEATURE,
    duplicates.FEATURE,
    organizations.FEATURE,
    insights.FEATURE,
    figures.FEATURE,
    calendars.FEATURE,
    imports.FEATURE,
    reports.FEATURE,
    upkeep.FEATURE,
    home.FEATURE,
    sharing.FEATURE,
)
"""Every room that tells about itself, in the order of the staircase."""


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
    cache.init_app(app, features.scopes(app))
    metrics.init_app(app)
    headers.init_app(app)
    robots.init_app(app)
    handlers.init_app(app)
    bodies.init_app(app)
    elsewhere.init_app(app)
    features.open_rooms(app)
    origin.init_app(app)
    metrics.count_answers(app)
    session.init_app(app)
    cli.init_app(app)
    return app


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
