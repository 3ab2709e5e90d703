"""What readers without the right to a number or an address see of it. Pure."""

from __future__ import annotations

from eventmgr.taxonomy.mobile import LENGTH


def mask_mobile(number: str) -> str:
    """`138****0000`: what lists show of a number."""
    return f"{number[:3]}****{number[-4:]}" if len(number) >= LENGTH else "****" + number[-4:]


def mask_email(email: str) -> str:
    """The address as readers without the right to it see it: `o***@example.com`."""
    local, at, domain = email.partition("@")
    return f"{local[:1]}***{at}{domain}" if at else ""
