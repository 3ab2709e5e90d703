"""E-mails that are about no event: their words are the house's alone, and each is about one row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from eventmgr.ground.features import LetterKind
from eventmgr.tools.messages.composing import compose
from eventmgr.tools.messages.letters import Letter
from eventmgr.tools.messages.secrets import Secret
from eventmgr.tools.messages.services import enqueue_if_reachable, forget_about
from eventmgr.tools.messages.texts.services import wording_of_house
from eventmgr.tools.messages.texts.wording import Placeholder


class Addressee(NamedTuple):
    """The reader of an e-mail: name, address and language."""

    name: str
    email: str
    language: str


def house_kind(folder: str, kind: str, label: Any, purpose: Any, *placeholders: Placeholder) -> LetterKind:
    """A kind of e-mail; its template stands in `mail` of that folder of templates, under the last part of its name."""
    return LetterKind(kind, label, purpose, None, f"{folder}/mail/{kind.rpartition('.')[2]}.txt", placeholders)


def house_letter(
    kind: LetterKind,
    to: Addressee,
    row: Any,
    *,
    secrets: Sequence[Secret] = (),
    confidential: bool = False,
    **context: Any,
) -> Letter:
    """The e-mail of that kind, about that row, in its reader's language, in the house's own text where there is one.

    Args:
        secrets, confidential, context: as `compose` has them.

    Raises:
        BadValue: the address is none that mail can carry.
    """
    return compose(
        kind.template,
        language=to.language,
        to_name=to.name,
        to_address=to.email,
        kind=kind.kind,
        about=about_row(row),
        secrets=secrets,
        confidential=confidential,
        wording=wording_of_house(kind.kind, to.language),
        placeholders=kind.placeholders,
        **context,
    )


def write_of_house(
    kind: LetterKind,
    to: Addressee,
    row: Any,
    *,
    at: datetime,
    secrets: Sequence[Secret] = (),
    **context: Any,
) -> None:
    """Write it, unless the address is none that mail can carry, or none is known."""
    enqueue_if_reachable(lambda: house_letter(kind, to, row, secrets=secrets, **context), at=at)


def about_row(row: Any) -> str:
    """How the outbox calls a row."""
    return f"{row.__tablename__}:{row.id}"


def forget_letters(row: Any) -> None:
    """What was written about it is forgotten."""
    forget_about([about_row(row)])
