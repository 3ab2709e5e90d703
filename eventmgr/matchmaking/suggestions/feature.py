"""Suggested partners."""

from __future__ import annotations

from eventmgr.ground.features import Feature, MenuEntry, Number
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.meeting_plans.access import READ
from eventmgr.matchmaking.meeting_plans.menu import OFFICE, PARTY
from eventmgr.matchmaking.meeting_plans.switch import MEETINGS
from eventmgr.matchmaking.meeting_requests.panels import FIT, PARTY_NOTES
from eventmgr.matchmaking.suggestions import jobs as _jobs  # noqa: F401 -- what a worker does registers itself
from eventmgr.matchmaking.suggestions import manage, panels, trail, views
from eventmgr.matchmaking.suggestions.letters import LETTERS

FEATURE = Feature(
    "suggestions",
    switch=MEETINGS,
    blueprints=(views.bp, manage.bp),
    letters=LETTERS,
    words=trail.WORDS,
    offers={PARTY_NOTES: panels.notes, FIT: panels.fit_of},
    menu=(
        MenuEntry(PARTY, _l("Suggested partners"), "meetings_suggestions.index", 5),
        MenuEntry(OFFICE, _l("Suggestions"), "meetings_suggesting.index", 30, permission=READ, covers=True),
    ),
    numbers={
        "parties_suggested": Number(
            _l("Organizations with suggestions"),
            _l("Organizations that take part in the meetings and have at least one suggested partner."),
            "the list of suggestions, “with suggestions”",
        ),
        "parties_unmatched": Number(
            _l("Organizations without a good match"),
            _l("Organizations with published listings, none of which has a suggestion at present."),
            "the list of suggestions, “no good match”",
        ),
        "parties_silent": Number(
            _l("Organizations without a listing"),
            _l("Organizations that take part in the meetings but have not published what they offer or seek."),
            "the list of suggestions, “no listing”",
        ),
        "party_listings": Number(
            _l("Listings of an organization"), _l("What it offers and seeks at the event, as far as it is published.")
        ),
        "party_suggestions": Number(
            _l("Suggestions of an organization"),
            _l("Pairs of its listings and those of others that are currently shown to it."),
            "the page of the organization’s suggestions",
        ),
    },
)
