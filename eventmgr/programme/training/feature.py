"""Trainings."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.event.events.panels import SETTINGS, SettingsPage, settings_pages
from eventmgr.event.registration.notes import NOTE
from eventmgr.ground.features import Feature, Holding, MenuEntry, Number
from eventmgr.ground.i18n import _l
from eventmgr.identity.team.roles import TeamRole
from eventmgr.programme.training import forms, manage, panels, receivers, trail
from eventmgr.programme.training.laws import LAWS
from eventmgr.programme.training.switch import HOURS
from eventmgr.tools.web.rendering.menus import ACCOUNT, ADMINISTRATORS

FEATURE = Feature(
    "training",
    switch=HOURS,
    blueprints=(manage.bp, manage.year_bp),
    connect=receivers.connect,
    words=trail.WORDS,
    laws=LAWS,
    offers={
        NOTE: panels.note,
        SETTINGS: settings_pages(
            SettingsPage(_l("Hours and threshold"), "training_manage.settings", panels.EDIT, forms.TrainingForm)
        ),
    },
    permissions={panels.EDIT: frozenset({TeamRole.OWNER, TeamRole.DEPUTY, TeamRole.EDITOR})},
    menu=(
        MenuEntry(
            menu.EVENT,
            _l("Training hours"),
            "training_manage.index",
            20,
            menu.CHECK_IN,
            panels.NAMES,
            covers=True,
        ),
        MenuEntry(ACCOUNT, _l("Training hours"), "training_year.index_of_year", 16, permission=ADMINISTRATORS),
    ),
    numbers={
        "training_base": Number(
            _l("Training hours"),
            _l("The most hours that one person can attend; of parallel sessions only one counts."),
        ),
        "training_needed": Number(
            _l("Hours needed"), _l("The share of the hours that a certificate needs, rounded up to a tenth.")
        ),
        "training_present": Number(
            _l("Present at a session"),
            _l("Participants who were checked in on a check-in list of the session, at any time."),
        ),
        "training_passed": Number(
            _l("With enough hours"), _l("Participants whose hours are enough for a certificate.")
        ),
        "training_year": Number(
            _l("Training hours of the year"), _l("Hours of a person at all trainings that began in the year.")
        ),
    },
    holdings=(
        Holding(
            "training_hours",
            _l("Training hours"),
            {"session": _l("Session"), "hours": _l("Training hours")},
            panels.held_of,
        ),
    ),
)
