"""Routes of the directory and of organizations that enter themselves, and an entry to fill them."""

from __future__ import annotations

from typing import Any

from tests.exchange.entries.factories import make_entry

EVERYBODY = {
    ("GET", "/organizations/"),
    ("GET", "/organizations/feed.atom"),
    ("GET", "/organizations/<int:organization_id>/"),
    ("GET", "/organizations/join"),
    ("POST", "/organizations/join"),
}
BY_LINK = {
    ("GET", "/organizations/join/<token>/"): "entry",
    ("POST", "/organizations/join/<token>/confirm"): "entry",
}
OF_EDITORS = {
    ("GET", "/manage/entries/"),
    ("GET", "/manage/entries/<int:organization_entry_id>/"),
    ("POST", "/manage/entries/<int:organization_entry_id>/accept"),
    ("POST", "/manage/entries/<int:organization_entry_id>/decline"),
}


def make_entries() -> dict[str, Any]:
    """An entry that awaits its review."""
    return {"organization_entry_id": make_entry().id}
