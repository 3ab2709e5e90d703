"""To be left alone, and who is: what is necessary is written all the same, and asks nothing here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from eventmgr.tools.messages.optouts import queries, statements


def opt_out(email: str, *, at: datetime) -> None:
    """No invitations, reminders and bulk e-mails to this address any more, of any event. What is necessary still
    goes."""
    if email:
        statements.note_opt_out(digest_of(email), at=at)


def left_alone(emails: Iterable[str]) -> set[str]:
    """Those of `emails`, as they are written there, that want none; one statement for some hundreds."""
    by_digest: dict[str, list[str]] = {}
    for email in emails:
        if email:
            by_digest.setdefault(digest_of(email), []).append(email)
    return {email for digest in queries.list_opted_out(by_digest) for email in by_digest[digest]}


def digest_of(email: str) -> str:
    """By which an address is known again."""
    return sha256(email.strip().lower().encode("utf-8", "replace")).hexdigest()
