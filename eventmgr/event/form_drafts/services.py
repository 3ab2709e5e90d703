"""Keeping what was typed into a form until it is sent, some days at most; never what is sensitive, and no consent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from eventmgr.event.form_drafts import queries, statements
from eventmgr.event.form_drafts.keys import stored_key
from eventmgr.event.form_drafts.models import FormDraft
from eventmgr.event.forms.fields import ENCRYPTED, IN_ORDER
from eventmgr.event.forms.questions import AskedQuestion, for_participants, typed_names
from eventmgr.ground.db import db
from eventmgr.tools.web.tokens import random_token

MOST_CHARACTERS = 20_000
"""Of all that is typed into one form."""


def kept_fields(questions: Iterable[AskedQuestion]) -> frozenset[str]:
    """The fields of a form of which a draft keeps what was typed."""
    asked = [question for question in for_participants(questions) if not question.rules.needs_reason]
    own = {name for question in asked for name in typed_names(question)}
    return frozenset({*IN_ORDER, *own} - {*ENCRYPTED})


def narrowed(typed: Mapping[str, Sequence[str]], fields: Iterable[str]) -> dict[str, list[str]]:
    """What of it is kept; nothing where it is too much."""
    kept = {name: [str(text) for text in typed[name]] for name in sorted(fields) if any(typed.get(name, ()))}
    is_short = sum(len(text) for texts in kept.values() for text in texts) <= MOST_CHARACTERS
    return kept if is_short else {}


def keep(
    event_id: int, key: str, typed: dict[str, list[str]], *, invitation_id: int | None, days: int, at: datetime
) -> str:
    """Keep what was typed in the draft that the key opens, or in a new one; its key."""
    since = at - timedelta(days=days)
    draft = queries.find_draft(event_id, key, invitation_id=invitation_id, since=since) if key else None
    if draft is None:
        key = random_token()
        draft = FormDraft(event_id=event_id, key_hash=stored_key(key, invitation_id))
        db.session.add(draft)
    draft.typed, draft.changed_at = typed, at
    return key


def forget_draft(event_id: int, key: str, *, invitation_id: int | None) -> None:
    """The form was sent, or its draft is not wanted any more."""
    statements.drop_of(event_id, key, invitation_id)


def forget_drafts_of(event_id: int, invitation_id: int) -> None:
    """Nobody opens the form with the links of this invitation any more."""
    statements.drop_all_of(event_id, invitation_id)
