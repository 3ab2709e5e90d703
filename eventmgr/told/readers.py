"""Who is told: names of readers in the table. Pure."""

from __future__ import annotations

PUBLIC = "public"
"""Whoever subscribes to a public feed, filters or none."""
ALONE = "alone"
"""Whoever takes one session by itself, which bears the event's short name there."""


def participant(registration_id: int) -> str:
    """The personal feed of a registration."""
    return f"registration-{registration_id}"


def liaison(liaison_id: int) -> str:
    """The feed of a liaison."""
    return f"liaison-{liaison_id}"


def representative(representative_id: int) -> str:
    """The feed of somebody who sits at tables and has no registration."""
    return f"representative-{representative_id}"


def mailbox(reader: str) -> str:
    """What the e-mails to that reader have said."""
    return f"mail-{reader}"
