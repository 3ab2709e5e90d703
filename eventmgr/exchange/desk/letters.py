"""What is written about requests to the desk: to who asked, to the expert, to the account that answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from eventmgr.event.events.queries import get_event_numbered
from eventmgr.exchange.desk import queries
from eventmgr.exchange.desk.models import DeskRequest
from eventmgr.exchange.desk.whose import whose_of
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import _l, format_instant
from eventmgr.ground.settings import home_zone
from eventmgr.identity.accounts.models import User
from eventmgr.tools.messages.composing import GREETING, LINK_OF_LETTER, absolute_url, compose
from eventmgr.tools.messages.secrets import Secret
from eventmgr.tools.messages.services import enqueue_if_reachable, forget_about
from eventmgr.tools.messages.texts.services import wording_of_house
from eventmgr.tools.messages.texts.wording import Placeholder
from eventmgr.tools.web import tokens

RECEIVED, ASKED_BACK, ANSWERED = "desk.received", "desk.asked_back", "desk.answered"
EXPERT, ASSIGNED, ARRIVED = "desk.expert", "desk.assigned", "desk.arrived"
OWN_LINK, EXPERT_LINK = "desk", "desk_expert"
"""Kinds of signed links: of who asked, of the expert."""
_NUMBER = Placeholder("number", "编号", _l("number of the request"), is_needed=True)
_DUE = Placeholder("due", "答复期限", _l("by when an answer is promised"))
_TEXT = Placeholder("text", "内容", _l("what was written"), is_block=True, is_needed=True)


def own_token(request: DeskRequest) -> str:
    """What opens the request to who asked."""
    return tokens.sign(OWN_LINK, request.id, request.link_version)


def expert_token(request: DeskRequest) -> str:
    """What opens it to the expert."""
    return tokens.sign(EXPERT_LINK, request.id, request.expert_version)


def resolve(request_id: int, version: int) -> str | None:
    """The token of an e-mail to who asked that is about to leave; None once it would open nothing."""
    request = queries.find_request(request_id)
    return own_token(request) if request is not None and request.link_version == version else None


def resolve_expert(request_id: int, version: int) -> str | None:
    """The same of one to the expert."""
    request = queries.find_request(request_id)
    return expert_token(request) if request is not None and request.expert_version == version else None


def write(kind: str, request: DeskRequest, *, text: str = "", at: datetime) -> None:
    """To who asked."""
    secret = Secret(OWN_LINK, (request.id, request.link_version), instead=absolute_url("desk.index"))
    _write(kind, request, request.name, request.email, request.language, secret, "desk.show", text, at=at)


def write_to_expert(request: DeskRequest, note: str, *, at: datetime) -> None:
    """To the expert, with a link that opens this request alone."""
    secret = Secret(EXPERT_LINK, (request.id, request.expert_version), instead=absolute_url("desk.index"))
    _write(
        EXPERT, request, request.expert_name, request.expert_email, request.language, secret, "desk.expert", note, at=at
    )


def write_to_desk(request: DeskRequest, *, at: datetime) -> None:
    """To each account of the province, or of the event's team, whose desk is asked; of who asks, and what, it says nothing."""
    for user in queries.list_accounts_of(whose_of(request)):
        _compose(ARRIVED, request, user.name, user.email, user.language, [], _page_of(request), "", at=at)


def write_to_account(request: DeskRequest, user: User, note: str, *, at: datetime) -> None:
    """To the account that answers from now on."""
    _compose(ASSIGNED, request, user.name, user.email, user.language, [], _page_of(request), note, at=at)


def _page_of(request: DeskRequest) -> str:
    """Where whoever answers opens it."""
    if request.event_id is None:
        return absolute_url("desk_manage.show", desk_request_id=request.id)
    slug = get_event_numbered(request.event_id).slug
    return absolute_url("desk_event_manage.show", slug=slug, desk_request_id=request.id)


def _write(
    kind: str,
    request: DeskRequest,
    name: str,
    email: str,
    language: str,
    secret: Secret,
    endpoint: str,
    text: str,
    *,
    at: datetime,
) -> None:
    _compose(kind, request, name, email, language, [secret], absolute_url(endpoint, token=secret.mark), text, at=at)


def _compose(
    kind: str,
    request: DeskRequest,
    name: str,
    email: str,
    language: str,
    secrets: list[Secret],
    link: str,
    text: str,
    *,
    at: datetime,
) -> None:
    if not email:
        return
    enqueue_if_reachable(
        lambda: compose(
            _template(kind), language=language, to_name=name, to_address=email, kind=kind, about=about(request.id),
            secrets=secrets, wording=wording_of_house(kind, language), placeholders=_PLACEHOLDERS[kind], number=request.number,
            due=format_instant(request.due_at, home_zone(), language), text=text, link=link,
        ),
        at=at,
    )  # fmt: skip


def about(request_id: int) -> str:
    """How the outbox calls a request."""
    return f"{DeskRequest.__tablename__}:{request_id}"


def forget(request_id: int) -> None:
    """What was written about it is forgotten."""
    forget_about([about(request_id)])


def _template(kind: str) -> str:
    return f"exchange/desk/mail/{kind.partition('.')[2]}.txt"


_PLACEHOLDERS: dict[str, tuple[Placeholder, ...]] = {
    RECEIVED: (GREETING, _NUMBER, _DUE, LINK_OF_LETTER),
    ASKED_BACK: (GREETING, _NUMBER, _TEXT, LINK_OF_LETTER),
    ANSWERED: (GREETING, _NUMBER, _TEXT, LINK_OF_LETTER),
    EXPERT: (GREETING, _NUMBER, _DUE, _TEXT, LINK_OF_LETTER),
    ASSIGNED: (GREETING, _NUMBER, _DUE, _TEXT, LINK_OF_LETTER),
    ARRIVED: (GREETING, _NUMBER, _DUE, LINK_OF_LETTER),
}


def _kind(kind: str, label: Any, purpose: Any) -> LetterKind:
    return LetterKind(kind, label, purpose, None, _template(kind), _PLACEHOLDERS[kind])


LETTERS = (
    _kind(RECEIVED, _l("Request to the desk received"), _l("To who asked, with the number and the link.")),
    _kind(
        ASKED_BACK, _l("Question about a request to the desk"), _l("To who asked, where something must be known first.")
    ),
    _kind(ANSWERED, _l("Answer of the desk"), _l("To who asked, with the answer.")),
    _kind(EXPERT, _l("Request to the desk for an expert"), _l("To an expert who is asked to answer, with a link.")),
    _kind(ASSIGNED, _l("Request to the desk handed over"), _l("To the account that answers from now on.")),
    _kind(
        ARRIVED,
        _l("New request to a desk"),
        _l("To the accounts of the province, or of the event's team, whose desk is asked."),
    ),
)
"""They are about no event: the house alone can change them."""
