"""The one set-based write of robots."""

from __future__ import annotations
