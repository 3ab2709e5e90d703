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


MEETINGS: dict[tuple[str, str], str] = {
    **{("GET", f"{_HERE}/{page}"): _READ for page in ("", "places/", "assistants/")},
    **{("GET", f"{_PARTIES}/{page}"): _READ for page in ("", "exclusions/")},
    ("GET", f"{_PARTY}/"): _READ,
    **_both(
        f"{_HERE}/settings/", f"{_HERE}/settings/rules/", f"{_HERE}/settings/coverage/", f"{_HERE}/blocks/new",
        f"{_HERE}/blocks/<int:block_id>/", f"{_HERE}/halls/new", f"{_HERE}/halls/walks", f"{_HALL}/",
        f"{_HERE}/assistants/new", f"{_HERE}/assistants/<int:assistant_id>/", f"{_PARTIES}/new", f"{_PARTIES}/take-over",
        f"{_PARTY}/edit", f"{_PARTY}/times", f"{_PARTY}/leave", f"{_PARTY}/people/new", f"{_PERSON}/",
    ),
    **{
        ("POST", rule): _EDIT
        for rule in (
            f"{_HERE}/start", f"{_HERE}/settings/coverage/remove", f"{_HERE}/blocks/<int:block_id>/remove",
            f"{_HALL}/tables", f"{_HALL}/tables/remove", f"{_HALL}/remove",
            f"{_HERE}/assistants/<int:assistant_id>/remove", f"{_PARTIES}/exclusions/",
            f"{_PARTIES}/exclusions/<int:exclusion_id>/remove", f"{_PARTIES}/invite", f"{_PARTY}/rejoin",
            f"{_PARTY}/links/renew", f"{_PARTY}/people/registered", f"{_PERSON}/remove", f"{_PERSON}/up",
            f"{_PERSON}/invite",
        )
    },
}  # fmt: skip
"""Of an event's team."""

MEETINGS_BY_LINK = {
    ("GET", "/meetings/<token>/"): "meetings",
    ("GET", "/meetings/<token>/times"): "meetings",
    ("POST", "/meetings/<token>/times"): "meetings",
    ("GET", "/meetings/<token>/settings"): "meetings",
    ("POST", "/meetings/<token>/settings"): "meetings",
    ("POST", "/meetings/<token>/settings/contact"): "meetings",
}
"""Whoever holds a representative's link, and the liaison who acts for the party."""
