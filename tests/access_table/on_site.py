"""Routes of an event's days: check-in, papers, questionnaires, and the roles of its team that reach them."""

from __future__ import annotations

_EVENT = "/manage/events/<slug>"
_SURVEYS = f"{_EVENT}/surveys"
_LODGING = f"{_EVENT}/lodging"
_TRANSPORT = f"{_EVENT}/transport"
_RIDE = f"{_TRANSPORT}/rides/<int:ride_id>"
_SURVEY = f"{_SURVEYS}/<int:survey_id>"
_SURVEY_QUESTION = f"{_SURVEY}/questions/<int:question_id>"

_SEATING = f"{_EVENT}/seating"
_SEAT = f"{_SEATING}/<int:plan_id>"

OF_TEAM: dict[tuple[str, str], str] = {
    ("GET", f"{_SURVEYS}/"): "VREDOA",
    ("GET", f"{_SURVEY}/results.xlsx"): "EDOA",
    ("POST", f"{_SURVEY}/results/quotes"): "EDOA",
    ("POST", f"{_SURVEY_QUESTION}/move"): "EDOA",
    ("GET", f"{_EVENT}/checkin/"): "CREDOA",
    ("POST", f"{_EVENT}/checkin/"): "CREDOA",
    ("POST", f"{_EVENT}/checkin/<int:registration_id>/mark"): "CREDOA",
    ("GET", f"{_EVENT}/checkin/missing/"): "CREDOA",
    ("GET", f"{_EVENT}/checkin/board/"): "CREDOA",
    ("GET", f"{_EVENT}/checkin/board/rooms/<int:item_id>/"): "CREDOA",
    ("POST", f"{_EVENT}/checkin/board/conflicts/<digest>/settle"): "CREDOA",
    ("POST", f"{_EVENT}/checkin/board/acts/<key>/undo"): "CREDOA",
    ("POST", f"{_EVENT}/checkin/board/acts/<key>/count"): "CREDOA",
    ("POST", f"{_EVENT}/checkin/board/walk-ins/<int:walk_in_id>/register"): "RDOA",
    ("GET", f"{_EVENT}/checkin/groups/<unit_code>/"): "CREDOA",
    ("POST", f"{_EVENT}/checkin/groups/<unit_code>/"): "CREDOA",
    ("GET", f"{_EVENT}/checkin/walk-in"): "RDOA",
    ("POST", f"{_EVENT}/checkin/walk-in"): "RDOA",
    ("GET", f"{_EVENT}/checkin/<int:registration_id>/substitute"): "RDOA",
    ("POST", f"{_EVENT}/checkin/<int:registration_id>/substitute"): "RDOA",
    ("GET", f"{_EVENT}/checkin/lists/"): "CREDOA",
    ("POST", f"{_EVENT}/checkin/lists/"): "CREDOA",
    ("POST", f"{_EVENT}/checkin/lists/<int:list_id>/close"): "CREDOA",
    ("POST", f"{_EVENT}/checkin/lists/<int:list_id>/reopen"): "CREDOA",
    ("GET", f"{_EVENT}/checkin/devices/"): "CREDOA",
    ("POST", f"{_EVENT}/checkin/devices/"): "CREDOA",
    ("GET", f"{_EVENT}/checkin/devices/<int:device_id>/"): "CREDOA",
    ("POST", f"{_EVENT}/checkin/devices/<int:device_id>/link"): "CREDOA",
    ("POST", f"{_EVENT}/checkin/devices/<int:device_id>/shut-out"): "CREDOA",
    **{("GET", f"{_EVENT}/figures/{page}"): "VREDOA" for page in ("", "day/", "table.xlsx", "chart.svg", "chart.png")},
    ("POST", f"{_EVENT}/figures/"): "VREDOA",
    ("GET", f"{_EVENT}/figures/rows/"): "REDOA",
    ("GET", f"{_EVENT}/reports/"): "VREDOA",
    ("GET", f"{_EVENT}/visits/"): "VCREDOA",
    ("GET", f"{_EVENT}/visits/<int:item_id>/"): "VCREDOA",
    ("GET", f"{_EVENT}/visits/findings/"): "VCREDOA",
    **{(method, f"{_EVENT}/visits/<int:item_id>/edit"): "EDOA" for method in ("GET", "POST")},
    **{("POST", f"{_EVENT}/visits/<int:item_id>/{act}"): "EDOA" for act in ("propose", "repair", "places")},
    ("POST", f"{_EVENT}/visits/findings/<int:finding_id>"): "EDOA",
    ("GET", f"{_EVENT}/training/"): "VCREDOA",
    ("GET", f"{_EVENT}/training/settings"): "EDOA",
    ("POST", f"{_EVENT}/training/settings"): "EDOA",
    ("GET", f"{_EVENT}/reports/<name>.pdf"): "VREDOA",
    ("GET", f"{_EVENT}/reports/<name>/"): "REDOA",
    ("GET", f"{_EVENT}/reports/<name>/changes/"): "REDOA",
    ("POST", f"{_EVENT}/reports/<name>/taken-out"): "REDOA",
    ("GET", f"{_EVENT}/reports/certificates/"): "VREDOA",
    ("POST", f"{_EVENT}/reports/certificates/issue"): "RDOA",
    ("POST", f"{_EVENT}/reports/certificates/<int:certificate_id>/revoke"): "RDOA",
    ("GET", f"{_EVENT}/reports/handbook/"): "VREDOA",
    ("GET", f"{_EVENT}/reports/look/"): "EDOA",
    ("POST", f"{_EVENT}/reports/look/"): "EDOA",
    ("GET", f"{_EVENT}/reports/look/logo.png"): "VREDOA",
    ("POST", f"{_EVENT}/reports/handbook/"): "EDOA",
    ("GET", f"{_EVENT}/reports/prints/"): "VREDOA",
    ("POST", f"{_EVENT}/reports/prints/<int:print_id>/discard"): "REDOA",
    ("GET", f"{_EVENT}/reports/orders/<int:order_id>/"): "REDOA",
    ("GET", f"{_EVENT}/reports/orders/<int:order_id>/file.pdf"): "REDOA",
    ("POST", f"{_EVENT}/reports/orders/<int:order_id>/stop"): "REDOA",
    ("GET", f"{_EVENT}/reports/roster/"): "VREDOA",
    ("GET", f"{_EVENT}/reports/<name>.docx"): "VREDOA",
    ("GET", f"{_EVENT}/reports/roster.xlsx"): "RDOA",
    ("GET", f"{_SEATING}/"): "CVREDOA",
    **{(method, f"{_SEAT}/guests/new"): "REDOA" for method in ("GET", "POST")},
    ("GET", f"{_SEATING}/groups/"): "CVREDOA",
    ("GET", f"{_SEATING}/groups/propose"): "REDOA",
    ("POST", f"{_SEATING}/groups/propose"): "REDOA",
    ("POST", f"{_SEATING}/groups/move"): "REDOA",
    ("POST", f"{_SEATING}/groups/<int:item_id>/lead"): "EDOA",
    ("GET", f"{_SEAT}/"): "CVREDOA",
    ("GET", f"{_SEAT}/plan.xlsx"): "REDOA",
    ("GET", f"{_SEATING}/<int:meal_id>/kitchen.pdf"): "RDOA",
    **{(method, f"{_SEATING}/new/<any(rostrum, hall, meal):planned>"): "REDOA" for method in ("GET", "POST")},
    **{
        (method, f"{_SEAT}/{page}"): "REDOA"
        for method in ("GET", "POST")
        for page in ("edit", "remove", "<any(propose, repair):which>")
    },
    **{
        ("POST", f"{_SEAT}/{act}"): "REDOA"
        for act in (
            "<any(publish, unpublish):shown>",
            "<any(lock, unlock):bolt>",
            "move",
            "unseat",
            "confirm",
            "people",
            "ranks",
            "people/<int:registration_id>/remove",
            "people/<int:registration_id>/rank",
        )
    },
    **{("GET", f"{_TRANSPORT}/{page}"): "RDOA" for page in ("", "vehicles/", "rides.xlsx")},
    ("GET", _RIDE): "RDOA",
    **{("POST", f"{_TRANSPORT}/{act}"): "RDOA" for act in ("propose", "repair", "publish", "move")},
    **{("POST", f"{_RIDE}/{act}"): "RDOA" for act in ("seat", "list", "remove")},
    ("POST", f"{_TRANSPORT}/vehicles/<int:vehicle_id>/remove"): "RDOA",
    **{
        (method, f"{_TRANSPORT}/{page}"): "RDOA"
        for method in ("GET", "POST")
        for page in ("vehicles/new", "vehicles/<int:vehicle_id>", "rides/new", "rides/<int:ride_id>/edit")
    },
    **{("GET", f"{_LODGING}/{page}"): "RDOA" for page in ("", "hotels/", "rooms.xlsx")},
    **{("POST", f"{_LODGING}/{act}"): "RDOA" for act in ("propose", "repair", "publish", "move")},
    **{("POST", f"{_LODGING}/rooms/<int:room_id>/{act}"): "RDOA" for act in ("lock", "remove")},
    **{
        (method, f"{_LODGING}/{page}"): "RDOA"
        for method in ("GET", "POST")
        for page in (
            *("hotels/new", "hotels/<int:hotel_id>", "hotels/<int:hotel_id>/rooms", "hotels/<int:hotel_id>/remove"),
            *("rooms/<int:room_id>", "settings", "people/<int:registration_id>"),
        )
    },
    **{("GET", f"{_SURVEY}/{page}"): "VREDOA" for page in ("", "preview", "results/", "codes/<int:code_id>.pdf")},
    **{(method, f"{_SURVEYS}/new"): "EDOA" for method in ("GET", "POST")},
    **{(method, f"{_SURVEY}/{page}"): "EDOA" for method in ("GET", "POST") for page in ("edit", "remove", "codes/")},
    **{("POST", f"{_SURVEY}/{act}"): "EDOA" for act in ("publish", "close", "codes/<int:code_id>/remove")},
    **{(method, f"{_SURVEY}/questions/new"): "EDOA" for method in ("GET", "POST")},
    **{(method, _SURVEY_QUESTION): "EDOA" for method in ("GET", "POST")},
    **{(method, f"{_SURVEY_QUESTION}/remove"): "EDOA" for method in ("GET", "POST")},
}
"""Pages of one event: the roles that reach them."""
