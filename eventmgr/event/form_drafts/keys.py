"""What is stored instead of the key of a draft. A form that an invitation opened has drafts of that invitation alone."""

from __future__ import annotations

from eventmgr.tools.web.tokens import token_hash

_SHORT = 48
"""Of 64 digits; the rest of the column is for the number of an invitation."""


def stored_key(key: str, invitation_id: int | None) -> str:
    """Nothing that opens a draft: the digest of its key, behind the number of the invitation that opened the form."""
    digest = token_hash(key)
    return digest if invitation_id is None else f"{keys_of(invitation_id)}{digest[:_SHORT]}"


def keys_of(invitation_id: int) -> str:
    """What is stored for every draft of that invitation begins like this; no digest does."""
    return f"{invitation_id}:"
