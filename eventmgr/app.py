"""Assembles the application; the only file that knows every feature."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask

from eventmgr.console import cli
from eventmgr.console.upkeep import feature as upkeep
from eventmgr.event.agenda import feature as agenda
from eventmgr.event.delegations import feature as delegations
from eventmgr.event.events import feature as events
from eventmgr.event.forms import feature as forms
from eventmgr.event.invitations import feature as invitations
from eventmgr.event.quotas import feature as quotas
from eventmgr.event.registration import feature as registration
from eventmgr.exchange.calls import feature as calls
from eventmgr.exchange.cases import feature as cases
from eventmgr.exchange.desk import feature as desk
from eventmgr.exchange.entries import feature as entries
from eventmgr.exchange.experts import feature as experts
from eventmgr.exchange.investment import feature as investment
from eventmgr.exchange.policies import feature as policies
from eventmgr.ground import db, features, i18n, sealing, settings
from eventmgr.ground.jobs import feature as jobs
from eventmgr.identity.accounts import feature as accounts
from eventmgr.identity.accounts.signing_in import session
from eventmgr.identity.directory import feature as directory
from eventmgr.identity.privacy import feature as privacy
from eventmgr.identity.team import feature as team
from eventmgr.matchmaking.listings import feature as listings
from eventmgr.matchmaking.meeting_day import feature as meeting_day
from eventmgr.matchmaking.meeting_parties import feature as meeting_parties
from eventmgr.matchmaking.meeting_plans import feature as meeting_plans
from eventmgr.matchmaking.meeting_requests import feature as meeting_requests
from eventmgr.matchmaking.organizations import feature as organizations
from eventmgr.matchmaking.outcomes import feature as outcomes
from eventmgr.matchmaking.suggestions import feature as suggestions
from eventmgr.matchmaking.timetables import feature as timetables
from eventmgr.office.data_requests import feature as data_requests
from eventmgr.office.disclosures import feature as disclosures
from eventmgr.office.duplicates import feature as duplicates
from eventmgr.office.mailings import feature as mailings
from eventmgr.on_site.logistics import feature as logistics
from eventmgr.on_site.seating import feature as seating
from eventmgr.on_site.signup import feature as signup
from eventmgr.output.calendars import feature as calendars
from eventmgr.output.figures import feature as figures
from eventmgr.output.imports import feature as imports
from eventmgr.output.papers import feature as reports
from eventmgr.programme.checkin import feature as checkin
from eventmgr.programme.study_visits import feature as study_visits
from eventmgr.programme.surveys import feature as surveys
from eventmgr.programme.training import feature as training
from eventmgr.public.guide import feature as guide
from eventmgr.public.home import feature as home
from eventmgr.public.site_pages import feature as site_pages
from eventmgr.public.sitemap import feature as sitemap
from eventmgr.tools.channels import feature as channels
from eventmgr.tools.log import feature as log
from eventmgr.tools.messages import feature as messages
from eventmgr.tools.taxonomy import feature as taxonomy
from eventmgr.tools.web import feature as web
from eventmgr.tools.web import handlers
from eventmgr.tools.web.monitoring import metrics
from eventmgr.tools.web.rendering import templating
from eventmgr.tools.web.requests import accepted
from eventmgr.tools.web.responses import answers, cache, headers

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
    invitations.FEATURE,
    quotas.FEATURE,
    quotas.TYPES,
    registration.FEATURE,
    checkin.FEATURE,
    mailings.FEATURE,
    mailings.SHORT_MESSAGES,
    mailings.GROUP_ROBOT,
    data_requests.FEATURE,
    delegations.FEATURE,
    delegations.PAPERS,
    listings.FEATURE,
    signup.FEATURE,
    study_visits.FEATURE,
    surveys.FEATURE,
    training.FEATURE,
    seating.FEATURE,
    meeting_plans.FEATURE,
    meeting_parties.FEATURE,
    meeting_requests.FEATURE,
    suggestions.FEATURE,
    timetables.FEATURE,
    meeting_day.FEATURE,
    outcomes.FEATURE,
    outcomes.ACTION_ITEMS,
    logistics.FEATURE,
    disclosures.FEATURE,
    duplicates.FEATURE,
    organizations.FEATURE,
    policies.FEATURE,
    cases.FEATURE,
    calls.FEATURE,
    investment.FEATURE,
    entries.FEATURE,
    desk.FEATURE,
    desk.OF_EVENTS,
    experts.FEATURE,
    figures.FEATURE,
    calendars.FEATURE,
    imports.FEATURE,
    imports.OF_DELEGATIONS,
    imports.OF_LISTINGS,
    reports.FEATURE,
    upkeep.FEATURE,
    home.FEATURE,
    guide.FEATURE,
    site_pages.FEATURE,
    sitemap.FEATURE,
)
"""Every room that tells about itself, in the order in which pages list what they tell: papers, panels, letters."""


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
    app.jinja_environment = templating.Environment
    settings.load(app, overrides)
    app.config["CATALOGUES"] = str(_HERE / "translations")
    app.config["TRUSTED_HOSTS"] = _hosts(app)
    accepted.bound_addresses(app)
    sealing.init_app(app)
    db.init_app(app)
    i18n.init_app(app)
    templating.init_app(app)
    features.init_app(app, FEATURES)
    answers.init_app(app)
    cache.init_app(app, features.scopes(app))
    metrics.init_app(app)
    headers.init_app(app)
    handlers.init_app(app)
    accepted.bound_bodies(app)
    accepted.ask_for_tokens(app)
    features.open_rooms(app)
    accepted.settle_origin(app)
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
