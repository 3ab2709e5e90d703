"""A form that makes something is spent once: sent a second time it answers with its first result.

    def add() -> Answer:
        notice = services.add_notice(…)
        return Answer(url_for(…), _("The notice has been added."))

    write(lambda: once(form, "notice", add, at=clock.now()))

The id of the form, who sent it, what was typed and which files came with it make the key: the same form filled in
otherwise is another one. The key is taken before anything is made, in the same transaction, so that of two posts at the
same moment one waits and then reads the other's answer; what is refused leaves the form unspent.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from flask import request
from flask_login import current_user
from sqlalchemy import delete, update

from eventmgr.ground.db import db, insert_into
from eventmgr.tools.web import tokens
from eventmgr.tools.web.forms import Form
from eventmgr.tools.web.meanwhile import seal
from eventmgr.tools.web.models import SpentForm

_KEPT = timedelta(days=7)
_AGAIN = 300
"""Seconds for which a form that has no id is the same form again."""


class Answer(NamedTuple):
    """What a form that was sent answers: where it leads, and the sentence there."""

    address: str
    words: str


def once(form: Form, act: str, work: Callable[[], Answer], *, at: datetime, by_day: bool = False) -> Answer:
    """The answer of `work()`, or of the post that has spent this form before. Call it inside a transaction.

    Args:
        act: what the form makes, with what it is made in (`notice:12`).
        by_day: of the instant the day alone is kept, where nothing may tell when somebody has sent it.
    """
    key = _key(form, act)
    posts, address, words = _take(key, at.replace(hour=0, minute=0, second=0, microsecond=0) if by_day else at)
    if posts > 1:
        return Answer(address, words)
    db.session.execute(delete(SpentForm).where(SpentForm.spent_at < at - _KEPT))
    answer = work()
    db.session.execute(update(SpentForm).where(SpentForm.key == key).values(address=answer.address, words=answer.words))
    return answer


def ids_of_post(form: Form, act: str, *, at: datetime) -> tuple[str, str]:
    """One-time ids for a form that brought none, because its page is the same for everybody and no script ran: what was
    typed, by which caller and browser, makes the id. (The id now, the id some minutes before): the same post has one of
    the two again for five minutes at least and ten at most. Nobody but this installation can work them out."""
    sent = [act, request.remote_addr, request.headers.get("User-Agent"), seal(form)]
    span = int(at.timestamp()) // _AGAIN
    now, before = (tokens.keyed("form", json.dumps([*sent, number])) for number in (span, span - 1))
    return str(uuid.UUID(bytes=now)), str(uuid.UUID(bytes=before))


def _key(form: Form, act: str) -> str:
    sent = [act, current_user.get_id(), form.form_id.data, seal(form), *_digests_of_files()]
    return hashlib.blake2b(json.dumps(sent).encode(), digest_size=20).hexdigest()


def _digests_of_files() -> Iterator[tuple[str, str, str]]:
    """Field, name and digest of each file that was sent: with another file it is another form."""
    for name, file in request.files.items(multi=True):
        file.stream.seek(0)
        yield name, file.filename or "", hashlib.sha256(file.stream.read()).hexdigest()


def _take(key: str, at: datetime) -> tuple[int, str, str]:
    """How often the form was sent, this time included, and its answer; where another transaction is about to spend it,
    this waits for its end. One atomic statement."""
    statement = insert_into(SpentForm).values(key=key, spent_at=at, posts=1, address="", words="")
    statement = statement.on_conflict_do_update(
        index_elements=[SpentForm.key], set_={"posts": SpentForm.posts + 1}
    ).returning(SpentForm.posts, SpentForm.address, SpentForm.words)
    row = db.session.execute(statement).one()
    return row.posts, row.address, row.words
