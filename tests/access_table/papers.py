"""Papers of an event, and the roles of its team that open each: what their rooms show, no more."""

from __future__ import annotations

OF_PAPERS = {
    **dict.fromkeys(("notice", "invitation", "agenda", "summary", "poster", "supply-list", "demand-list"), "VREDOA"),
    **dict.fromkeys(("roster", "handbook", "signin", "deskcards", "certificates", "groups"), "VREDOA"),
    **dict.fromkeys(("minutes", "brief", "training", "visit-report", "stop-lists", "host-notes"), "VREDOA"),
    **dict.fromkeys(("rostrum-plan", "hall-plan", "table-plan"), "VREDOA"),
    **dict.fromkeys(("badges", "itineraries"), "REDOA"),
    **dict.fromkeys(("meeting-tables", "timetable", "meeting-doors", "meeting-wall"), "REDOA"),
    **dict.fromkeys(("rooms", "pickups", "passengers", "exchange-papers"), "RDOA"),
}
"""Name of a paper → V viewer, C check-in staff, R registrar, E editor, D deputy, O owner; A administrator."""
