"""What opens a liaison's page: a link that is used once, and the session of the browser that used it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from eventmgr.event.delegations import letters, queries, statements
from eventmgr.event.delegations.board.standing import LINK_DAYS
from eventmgr.event.delegations.models import Due, KeyKind, Liaison, LiaisonKey
from eventmgr.event.delegations.services.liaisons import unit_name
from eventmgr.event.events.models import Event
from eventmgr.event.events.services import lock
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal, WrongLink
from eventmgr.ground.i18n import _
from eventmgr.tools.log.services import Act, record
from eventmgr.tools.messages.secrets import Secret
from eventmgr.tools.web import tokens
from eventmgr.tools.web.tokens import random_token, token_hash

LIAISON_FEED = "liaison_feed"
"""Kind of the signature of a calendar."""


@dataclass(frozen=True)
class Opened:
    """What the use of a link gives."""

    liaison: Liaison
    session: str
    """The token for the browser."""


def ends_at(event: Event) -> datetime:
    """When the links and sessions of the event's liaisons end."""
    plan = queries.find_plan(event.id)
    return event.ends_at + timedelta(days=plan.link_days if plan is not None else LINK_DAYS)


def make_key(liaison: Liaison, kind: KeyKind, *, at: datetime) -> str:
    """A new link or session; its token, which is kept nowhere."""
    token = random_token()
    db.session.add(LiaisonKey(liaison_id=liaison.id, kind=kind, token_hash=token_hash(token), made_at=at))
    return token


def list_to_invite(event: Event) -> list[Liaison]:
    """Liaisons and deputies with an e-mail address who have not been invited yet, of units that are."""
    invited = {unit.unit_code for unit in event.units}
    return [one for one in queries.list_liaisons(event.id) if is_to_invite(one) and one.unit_code in invited]


def is_to_invite(liaison: Liaison) -> bool:
    """Whether they have an e-mail address and have not been invited yet."""
    return bool(liaison.email) and liaison.invited_at is None


def invite(event: Event, *, act: Act) -> int:
    """Write to all who have not been invited yet, each with a link of their own; to how many."""
    lock(event)
    waiting = list_to_invite(event)
    for liaison in waiting:
        send_link(letters.INVITED, event, liaison, at=act.at)
        liaison.invited_at = act.at
    if waiting:
        name = event.title.get("zh") or event.title.get("en", "")
        changes = {"emails": [None, len(waiting)]}
        record(act, "liaisons_invited", event, event_id=event.id, object_name=name, changes=changes)
    return len(waiting)


def send_link(
    kind: str,
    event: Event,
    liaison: Liaison,
    *,
    at: datetime,
    due: Due | None = None,
    due_at: datetime | None = None,
    words: Mapping[str, str] | None = None,
) -> None:
    """Write the e-mail `kind` to the liaison, with a link that stands until it is used; what is due when, and what else
    it says."""
    secret = Secret(value=make_key(liaison, KeyKind.LINK, at=at))
    letters.write(kind, liaison, event, secret, at=at, ends_at=ends_at(event), due=due, due_at=due_at, words=words)


def new_link(event: Event, liaison: Liaison, *, act: Act) -> str:
    """The token of a link that the office hands over itself; links and sessions from before open nothing any more."""
    lock(event)
    statements.delete_keys(liaison.id)
    token = make_key(liaison, KeyKind.LINK, at=act.at)
    liaison.invited_at = liaison.invited_at or act.at
    _note(event, liaison, "link_shown", act=act)
    return token


def revoke(event: Event, liaison: Liaison, *, act: Act) -> None:
    """Links and sessions of the liaison open nothing any more; they can be invited again."""
    lock(event)
    statements.delete_keys(liaison.id)
    liaison.invited_at = None
    _note(event, liaison, "links_revoked", act=act)


def _note(event: Event, liaison: Liaison, action: str, *, act: Act) -> None:
    changes: dict[str, list[object]] = {"place": [None, liaison.place.value]}
    record(act, action, liaison, event_id=event.id, object_name=unit_name(liaison.unit_code), changes=changes)


def find_open(token: str, kind: KeyKind, *, at: datetime) -> LiaisonKey | None:
    """The link or session with this token, used links included, while its event and its unit's invitation last."""
    key = queries.find_key(token_hash(token), kind)
    if key is None or ends_at(key.liaison.event) <= at:
        return None
    return key if queries.is_invited(key.liaison.event_id, key.liaison.unit_code) else None


def feed_token(liaison: Liaison) -> str:
    """The token of the liaison's calendar, as long as their links and sessions are not revoked."""
    return tokens.sign(LIAISON_FEED, liaison.id, liaison.feed_version)


def find_fed(token: str, *, at: datetime) -> Liaison | None:
    """Whose calendar the token opens, while the event and the unit's invitation last; None: nobody's, or nobody's any
    more."""
    read = tokens.read(LIAISON_FEED, token)
    liaison = queries.find_liaison_by_id(read[0]) if read is not None else None
    if liaison is None or read is None or liaison.feed_version != read[1] or ends_at(liaison.event) <= at:
        return None
    return liaison if queries.is_invited(liaison.event_id, liaison.unit_code) else None


def exchange(token: str, *, at: datetime) -> Opened:
    """The link is used: the browser gets a session for it, and the link opens nothing any more.

    Raises:
        WrongLink: it opens nothing.
        Refusal: it was used before.
    """
    lock(find_link(token, at=at).liaison.event)
    key = find_link(token, at=at)
    if key.used_at is not None:
        raise Refusal(_("This link has been used already. Have a new one sent to your e-mail address."))
    key.used_at = at
    key.liaison.opened_at = key.liaison.opened_at or at
    return Opened(key.liaison, make_key(key.liaison, KeyKind.SESSION, at=at))


def find_link(token: str, *, at: datetime) -> LiaisonKey:
    """The link with this token, which may have been used.

    Raises:
        WrongLink: it opens nothing: there is none, it was revoked, the unit is not invited any more, or its time is
        over.
    """
    key = find_open(token, KeyKind.LINK, at=at)
    if key is None:
        raise WrongLink(_("This link is invalid or has expired. Ask the organizers of the event for a new one."))
    return key


def session_of(token: str, *, at: datetime, since: datetime) -> Liaison | None:
    """Whose session it is, if it was begun after `since` and still opens anything."""
    key = find_open(token, KeyKind.SESSION, at=at)
    return key.liaison if key is not None and key.made_at > since else None


def again(token: str, *, at: datetime) -> Liaison:
    """A new link to the mailbox of whoever had this one, which was used already.

    Raises:
        WrongLink: it opens nothing.
        Refusal: there is no mailbox.
    """
    liaison = find_link(token, at=at).liaison
    if not liaison.email:
        raise Refusal(_("We have no e-mail address of yours. Ask the organizers of the event for a new link."))
    lock(liaison.event)
    send_link(letters.NEW_LINK, liaison.event, liaison, at=at)
    return liaison


def close_session(token: str) -> None:
    """The session opens nothing any more."""
    key = queries.find_key(token_hash(token), KeyKind.SESSION)
    if key is not None:
        db.session.delete(key)
