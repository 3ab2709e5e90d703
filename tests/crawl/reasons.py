"""What nobody opens or sends in the crawl, and why; a soak says where a reason is none any more."""

from __future__ import annotations

_EVENT = "/manage/events/<slug>"
_DAY = f"{_EVENT}/matchmaking/day"
_TIMETABLE = f"{_EVENT}/matchmaking/timetables/<int:number>"
_BY_SCRIPT = {
    "a script sends it, and no form does": (
        "/checkin/device/acts",
        "/checkin/device/pair",
        "/checkin/device/sign-out",
        "/events/<slug>/register/files/<field>",
        "/invited/<token>/files/<field>",
        "/my/<token>/files/<field>",
        "/manage/account/passkeys/new",
        f"{_TIMETABLE}/move",
    ),
}
_STATES = {
    "no worker runs here that would have written the rows of a list; tests/output/imports takes in real ones": (
        f"{_EVENT}/agenda/import/<int:batch_id>/take",
        f"{_EVENT}/agenda/import/<int:batch_id>/undo",
        f"{_EVENT}/delegations/import/<int:batch_id>/undo",
        f"{_EVENT}/listings/import/<int:batch_id>/undo",
        f"{_EVENT}/registrations/answers/import/<int:batch_id>/take",
        "/manage/organizations/import/<int:batch_id>/undo",
    ),
    "no profile waits with changes that its organization has made": (
        f"{_EVENT}/listings/profiles/<int:organization_id>/decline",
        "/delegations/<slug>/<unit_code>/listings/profiles/<int:organization_id>/decline",
    ),
    "nobody registered for a delegation that has its word": ("/delegations/<slug>/<unit_code>/word",),
    "no link of a liaison with an e-mail address is used up": ("/delegations/link/<token>/again",),
    "the desk shows it for whoever was looked for by name": (f"{_EVENT}/checkin/<int:registration_id>/mark",),
    "no two acts of devices contradict each other": (
        f"{_EVENT}/checkin/board/acts/<key>/count",
        f"{_EVENT}/checkin/board/acts/<key>/undo",
        f"{_EVENT}/checkin/board/conflicts/<digest>/settle",
    ),
    "the twins of the event cannot be merged, and its merge not be undone": (
        f"{_EVENT}/duplicates/<int:registration_id>/<int:other_id>/",
        f"{_EVENT}/duplicates/<int:registration_id>/<int:other_id>/two-people",
        f"{_EVENT}/duplicates/merges/<int:merge_id>/undo",
        "/manage/organizations/merges/<int:organization_merge_id>/undo",
    ),
    "no invitation of the events waits": (f"{_EVENT}/invited/remind", f"{_EVENT}/invited/send"),
    "the page shows it once somebody was looked for": (
        f"{_DAY}/parties/<int:party_id>/request",
        f"{_EVENT}/matchmaking/organizations/<int:party_id>/people/registered",
    ),
    "no repair of the day is previewed or applied": (
        f"{_DAY}/repairs/<int:repair_id>/apply",
        f"{_DAY}/repairs/<int:repair_id>/undo",
    ),
    "no draft has meetings left over, or steps to take back": (f"{_TIMETABLE}/exchange", f"{_TIMETABLE}/undo"),
    "the answer file of the event is attached to no question": (
        f"{_EVENT}/registrations/<int:registration_id>/files/<field>",
    ),
    "whoever comes is marked during an event, and none runs now": (
        f"{_EVENT}/registrations/<int:registration_id>/mark",
        f"{_EVENT}/registrations/mark",
        f"{_EVENT}/checkin/groups/<unit_code>/",
    ),
    "enquiries wait for their answer where these forms stand; tests/exchange/investment/test_enquiries.py goes on": (
        "/delegations/<slug>/<unit_code>/enquiries/<int:investment_enquiry_id>/close",
        "/delegations/<slug>/<unit_code>/enquiries/<int:investment_enquiry_id>/contacts",
    ),
    "every organization of the cases is named; tests/exchange/cases/test_marks.py comes without one": (
        "/companies/<token>/cases/organization",
    ),
    "nobody is still to be called": (f"{_EVENT}/registrations/phone/",),
    "nothing printed has been discarded": (f"{_EVENT}/reports/<name>/taken-out",),
    "no seat waits for a word of the organizers": (f"{_EVENT}/seating/<int:plan_id>/confirm",),
    "no short message has readers": (f"{_EVENT}/short-messages/<int:short_message_id>/send",),
    "every ride fits": (f"{_EVENT}/transport/repair",),
    "a saved table is removed where it is shown": ("/manage/figures/saved/<int:saved_table_id>/remove",),
    "nobody's message is read by the other side": (
        "/meetings/<token>/requests/<int:request_id>/messages/<int:message_id>/report",
    ),
    "nobody is suggested to whoever holds these links": ("/meetings/<token>/suggestions/<int:partner_id>/opinion",),
    "no notice has changed since somebody consented": ("/my/<token>/consent",),
    "no stop of a visit has begun": ("/my/<token>/visits/<int:item_id>/",),
    "nobody's document is kept": ("/my/<token>/withdraw-identity",),
    "a draft shows it once it has questions: whether one does depends on the form that was sent before": (
        f"{_EVENT}/surveys/<int:survey_id>/publish",
    ),
    "whoever is asked for a code has said who they are before": ("/sign-in-code",),
    "no questionnaire with a code on the wall is open": ("/surveys/<token>/",),
}
UNREACHED = {
    ("GET", "/checkin/device/papers/<name>.pdf"): (
        "no page leads there: the script of a device asks for the papers of whoever it has checked in"
    ),
    **{
        (
            "GET",
            f"/{room}/compare.{kind}",
        ): f"what is compared somebody has ticked; tests/exchange/{room} ticks some"
        for room in ("cases", "investment")
        for kind in ("pdf", "xlsx")
    },
    ("GET", "/sitemap/<pages>-<int:first>.xml"): (
        "no page leads there: search engines follow the index of the sitemap; tests/public/sitemap follows it"
    ),
    ("GET", f"{_TIMETABLE}/cells"): "a script asks where a meeting can go that somebody drags",
}
"""Address → why nobody opens it."""
UNSENT = {("POST", rule): reason for reason, rules in {**_BY_SCRIPT, **_STATES}.items() for rule in rules}
"""Form → why nobody sends it."""
