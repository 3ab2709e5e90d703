"""Routes of meetings: organizers' pages, and those of a party by link."""

from __future__ import annotations

_HERE = "/manage/events/<slug>/matchmaking"
_PARTIES = f"{_HERE}/organizations"
_PARTY = f"{_PARTIES}/<int:party_id>"
_PERSON = f"{_PARTY}/people/<int:representative_id>"
_HALL = f"{_HERE}/halls/<int:hall_id>"
_READ, _EDIT = "REDOA", "RDOA"


def _both(*rules: str) -> dict[tuple[str, str], str]:
    return {(method, rule): _EDIT for rule in rules for method in ("GET", "POST")}


_REQUESTS = f"{_HERE}/requests"
_OWN = "/meetings/<token>"
_ONE = f"{_OWN}/requests/<int:request_id>"
_CALL = f"{_OWN}/calls/<int:call_id>"
_PARTNER = f"{_OWN}/partners/<int:party_id>"

_OF_REQUESTS: dict[tuple[str, str], str] = {
    **{("GET", f"{_REQUESTS}/{page}"): _READ for page in ("", "<int:request_id>/", "calls/")},
    ("GET", f"{_REQUESTS}/messages/"): _EDIT,
    **_both(
        f"{_REQUESTS}/new", f"{_REQUESTS}/remind", f"{_REQUESTS}/<int:request_id>/<any(accept, decline, withdraw):doing>",
        f"{_REQUESTS}/calls/new", f"{_REQUESTS}/calls/<int:call_id>/edit",
    ),
    **{
        ("POST", f"{_REQUESTS}/{rule}"): _EDIT
        for rule in (
            "messages/<int:message_id>/", "calls/", "calls/callers/<int:party_id>/end", "calls/<int:call_id>/close",
        )
    },
}  # fmt: skip
_REQUESTS_BY_LINK = {
    *(("GET", f"{_OWN}/{page}") for page in ("partners/", "requests/", "requests/answered/", "requests/sent/", "calls/")),
    ("GET", f"{_ONE}/"),
    *(
        (method, rule)
        for method in ("GET", "POST")
        for rule in (
            f"{_PARTNER}/", f"{_ONE}/decline", f"{_ONE}/propose", f"{_ONE}/withdraw", f"{_ONE}/edit", f"{_OWN}/calls/new",
            f"{_CALL}/", f"{_CALL}/edit",
        )
    ),
    *(
        ("POST", rule)
        for rule in (
            f"{_PARTNER}/ask", f"{_PARTNER}/no-thanks", f"{_ONE}/accept", f"{_ONE}/undo", f"{_ONE}/messages",
            f"{_ONE}/messages/<int:message_id>/report", f"{_CALL}/close",
        )
    ),
}  # fmt: skip

MEETINGS: dict[tuple[str, str], str] = {
    **{("GET", f"{_HERE}/{page}"): _READ for page in ("", "places/", "assistants/")},
    **{("GET", f"{_PARTIES}/{page}"): _READ for page in ("", "exclusions/")},
    ("GET", f"{_PARTY}/"): _READ,
    **_both(
        f"{_HERE}/settings/", f"{_HERE}/settings/rules/", f"{_HERE}/settings/coverage/", f"{_HERE}/blocks/new",
        f"{_HERE}/blocks/<int:block_id>/", f"{_HERE}/halls/new", f"{_HERE}/halls/walks", f"{_HALL}/",
        f"{_HERE}/assistants/new", f"{_HERE}/assistants/<int:assistant_id>/", f"{_PARTIES}/new", f"{_PARTIES}/take-over",
        f"{_PARTY}/edit", f"{_PARTY}/times", f"{_PARTY}/leave", f"{_PARTY}/people/new", f"{_PERSON}/",
        f"{_PERSON}/reveal",
    ),
    ("POST", f"{_HERE}/places/follow"): "EDOA",
    **{
        ("POST", rule): _EDIT
        for rule in (
            f"{_HERE}/start", f"{_HERE}/places/leave-out", f"{_HERE}/settings/coverage/remove", f"{_HERE}/blocks/<int:block_id>/remove",
            f"{_HALL}/tables", f"{_HALL}/tables/remove", f"{_HALL}/remove",
            f"{_HERE}/assistants/<int:assistant_id>/remove", f"{_PARTIES}/exclusions/",
            f"{_PARTIES}/exclusions/<int:exclusion_id>/remove", f"{_PARTIES}/invite", f"{_PARTY}/rejoin",
            f"{_PARTY}/links/renew", f"{_PARTY}/people/registered", f"{_PERSON}/remove", f"{_PERSON}/up",
            f"{_PERSON}/invite",
        )
    },
    **_OF_REQUESTS,
}  # fmt: skip
"""Of an event's team."""

MEETINGS_BY_LINK = {
    ("GET", "/meetings/<token>/"): "meetings",
    ("GET", "/meetings/<token>/times"): "meetings",
    ("POST", "/meetings/<token>/times"): "meetings",
    ("GET", "/meetings/<token>/settings"): "meetings",
    ("POST", "/meetings/<token>/settings"): "meetings",
    ("POST", "/meetings/<token>/settings/contact"): "meetings",
    **dict.fromkeys(_REQUESTS_BY_LINK, "meetings"),
}
"""Whoever holds a representative's link, and the liaison who acts for the party."""
