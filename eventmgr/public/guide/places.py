"""Which guide is about which pages, where it leads through several rooms; of its own pages a room tells it itself
(`Feature.guides`)."""

from __future__ import annotations

PLACES = {
    "register": (
        *("home", "events", "agenda", "calendars", "certificates", "registration", "invitations"),
        *("data_requests", "surveys", "visits", "figures", "site_pages"),
    ),
    "delegation": ("delegations", "delegation_people", "delegations_own", "imports_of_unit", "listings_unit"),
    "company": (
        *("listings", "listings_board", "listings_everywhere", "standards", "deals"),
        *("meetings_own", "meetings_requests", "meetings_suggestions", "meetings_own_timetable", "meetings_today"),
    ),
    "check-in": ("checkin_manage", "checkin_device"),
    "no-network": ("checkin_manage.devices", "checkin_manage.device", "checkin_manage.lists"),
    "head": ("figures_manage",),
    "new-event": ("events_manage", "agenda_manage", "home_manage", "participant_types_manage"),
    "features": ("events_manage.section features",),
    "import": (
        *("imports_registrations", "imports_answers", "imports_agenda", "imports_agenda_file", "imports_organizations"),
        *("imports_listings", "invitations_manage", "duplicates_manage", "organizations_manage"),
    ),
    "review": ("registration_manage", "registration_undoing", "waiting_manage"),
    "letters": (
        *("letters_manage", "bulkmail_manage", "texting_manage", "grouprobots_manage", "events_manage.collected"),
        *("events_manage.notices", "events_manage.new_notice", "events_manage.edit_notice"),
        *("events_manage.remove_notice", "events_manage.letter_texts", "events_manage.letter_text"),
        *("events_manage.letter_wording", "events_manage.house_texts", "events_manage.house_text"),
    ),
    "no-list": ("delegations_manage", "quotas_manage", "imports_liaisons", "events_manage.section units"),
    "team": (
        *(
            "accounts",
            "second_step",
            "passkeys",
            "accounts_manage",
            "upkeep_manage",
            "site_pages_manage",
            "events_manage.team",
        ),
        *("events_manage.remove_member", "events_manage.invitation", "events_manage.handover", "events_manage.history"),
    ),
    "personal-information": (
        *("retention_manage", "data_requests_manage", "disclosures", "disclosures_manage"),
        "events_manage.section privacy",
    ),
    "papers": (
        *("reports", "reports_manage", "prints_manage", "paper_orders", "handbook_manage", "look_manage"),
        "certificates_manage",
    ),
    "seating": ("seating_manage",),
    "hospitality": ("lodging_manage", "transport_manage"),
    "meetings": (
        *("meetings_manage", "meeting_parties_manage", "meetings_requests_manage", "meetings_suggesting"),
        *("meetings_timetables", "meetings_day", "meetings_host", "meetings_screen", "listings_manage"),
    ),
    "visits-and-training": ("visits_manage", "training_manage", "training_year"),
    "summary": (
        *("outcomes_manage", "deals_manage", "surveys_manage", "events_manage.section summary"),
        "events_manage.finish",
    ),
}
"""Guide → whole blueprints, pages by their endpoints, and pages by endpoint and the `name` in their address; the
nearest wins."""

GUIDE_OF = {place: guide for guide, places in PLACES.items() for place in places}
