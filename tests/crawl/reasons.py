"""Addresses that nobody reaches in the crawl, and why."""

from __future__ import annotations

UNREACHED: dict[str, str] = {}
