"""Which text an e-mail bears: the event's, or the house's, or the original; and changing it.

What stands in the outbox is text already, so a change never reaches an e-mail that was written before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from eventmgr.ground.db import db
from eventmgr.ground.lru import Lru
from eventmgr.tools.messages.models import LetterText
from eventmgr.tools.messages.texts import queries
from eventmgr.tools.messages.texts.wording import Wording

HOUSE = 0
"""Stands for the whole house where an event is asked for."""
_MOST_KEPT = 256
Texts = Mapping[tuple[str, str], Wording]
"""(kind, language) → text."""
_texts: Lru[tuple[int, str], Texts] = Lru(_MOST_KEPT)
_tried: ContextVar[Texts | None] = ContextVar("tried texts", default=None)


def wording_of(event_id: int, kind: str, language: str, *, stamp: str = "") -> Wording | None:
    """The text that e-mails of that kind bear; None: the original. One statement for all kinds.

    Args:
        stamp: another one for each state of the texts that hold for the event: then what was read once is known.
        Without it the
            database is asked.
    """
    tried = _tried.get()
    if tried is not None and (kind, language) in tried:
        return tried[kind, language]
    texts = _texts.get_or_make((event_id, stamp), lambda: _read(event_id)) if stamp else _read(event_id)
    return texts.get((kind, language))


def _read(event_id: int) -> Texts:
    """The house's, and over them the event's."""
    rows = queries.list_values(event_id)
    return {(kind, language): Wording(*texts) for _event, kind, language, *texts in rows}


def wording_of_house(kind: str, language: str) -> Wording | None:
    """The text of the whole house; None: the original."""
    return wording_of(HOUSE, kind, language)


@contextmanager
def trying(texts: Texts) -> Iterator[None]:
    """E-mails that are composed inside bear these texts, which nobody has saved."""
    token = _tried.set(texts)
    try:
        yield
    finally:
        _tried.reset(token)


def set_text(event_id: int, kind: str, language: str, wording: Wording | None) -> Wording | None:
    """E-mails of that kind bear `wording` from now on; None: as if nobody had changed anything there. What stood
    before. The event must be locked; two who change the house's at once are kept apart by the unique key."""
    row = queries.find_text(event_id, kind, language)
    before = Wording(row.subject, row.body) if row is not None else None
    if wording is None:
        if row is not None:
            db.session.delete(row)
    elif row is None:
        text = LetterText(event_id=event_id, kind=kind, language=language, subject=wording.subject, body=wording.body)
        db.session.add(text)
    else:
        row.subject, row.body = wording.subject, wording.body
    db.session.flush()
    return before


def copy_texts(event_id: int, to: int) -> None:
    """The texts of an event are those of its copy as well."""
    for row in queries.list_texts(event_id):
        values = {"kind": row.kind, "language": row.language, "subject": row.subject, "body": row.body}
        db.session.add(LetterText(event_id=to, **values))
