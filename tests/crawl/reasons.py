"""Addresses that can be opened and that nobody opens in the crawl, and why."""

from __future__ import annotations

UNREACHED = {
    "/checkin/device/papers/<name>.pdf": "no page leads there: the script of a device asks for the papers of whoever it has checked in",
}
