"""Who is told: names of readers in the table. Pure."""

from __future__ import annotations

PUBLIC = "public"
"""Whoever subscribes to a public feed, filters or none."""
ALONE = "alone"
"""Whoever takes one session by itself, which bears the event's short name there."""


def participant(registration_id: int, version: int) -> str:
    """The personal feed of a registration, at the address with that version: whoever takes the place over is another
    reader."""
    return f"registration-{registration_id}.{version}"


def liaison(liaison_id: int, version: int) -> str:
    """The feed of a liaison, the same."""
    return f"liaison-{liaison_id}.{version}"


def representative(representative_id: int, version: int = 0) -> str:
    """The feed of somebody who sits at tables and has no registration, the same; their mailbox has no version."""
    return f"representative-{representative_id}.{version}"


def former(kind: str, number: int, version: int) -> str:
    """Whoever has the address that was signed so, and that opens nothing any more."""
    return f"former-{kind}-{number}.{version}"


def mailbox(reader: str) -> str:
    """What the e-mails to that reader have said."""
    return f"mail-{reader}"
