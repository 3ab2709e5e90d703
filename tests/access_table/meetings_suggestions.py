"""Routes of suggested partners."""

from __future__ import annotations

_SUGGESTIONS = "/manage/events/<slug>/matchmaking/suggestions"
_OWN = "/meetings/<token>/suggestions"
_READ, _EDIT = "REDOA", "RDOA"
OF_TEAM = {
    ("GET", f"{_SUGGESTIONS}/"): _READ,
    ("POST", f"{_SUGGESTIONS}/again"): _EDIT,
    ("GET", f"{_SUGGESTIONS}/parties/<int:party_id>"): _READ,
    ("GET", f"{_SUGGESTIONS}/weights"): _EDIT,
    ("POST", f"{_SUGGESTIONS}/weights"): _EDIT,
}
OF_LINK = {
    ("GET", f"{_OWN}/"): "meetings",
    ("POST", f"{_OWN}/<int:partner_id>/opinion"): "meetings",
    ("POST", f"{_OWN}/often"): "meetings",
}
OF_LIAISON = {("GET", "/meetings/unit/<slug>/<unit_code>/suggestions/")}
