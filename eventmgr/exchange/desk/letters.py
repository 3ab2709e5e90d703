"""What is written about requests to the desk: to who asked, to the expert, to the account that answers."""

from __future__ import annotations

from datetime import datetime

from eventmgr.event.events.queries import get_event_numbered
from eventmgr.exchange.desk import queries
from eventmgr.exchange.desk.models import DeskRequest
from eventmgr.exchange.desk.whose import whose_of
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import _l, format_instant
from eventmgr.ground.settings import home_zone
from eventmgr.identity.accounts.models import User
from eventmgr.tools.messages.composing import GREETING, LINK_OF_LETTER, absolute_url
from eventmgr.tools.messages.house_letters import Addressee, house_kind, write_of_house
from eventmgr.tools.messages.secrets import Secret
from eventmgr.tools.messages.texts.wording import Placeholder
from eventmgr.tools.web.tokens import RowLink

OWN_LINK = RowLink("desk", queries.find_request, "link_version")
"""Of who asked."""
EXPERT_LINK = RowLink("desk_expert", queries.find_request, "expert_version")
"""Of the expert."""
_FOLDER = "exchange/desk"
_NUMBER = Placeholder("number", "编号", _l("number of the request"), is_needed=True)
_DUE = Placeholder("due", "答复期限", _l("by when an answer is promised"))
_TEXT = Placeholder("text", "内容", _l("what was written"), is_block=True, is_needed=True)
RECEIVED = house_kind(
    _FOLDER,
    "desk.received",
    _l("Request to the desk received"),
    _l("To who asked, with the number and the link."),
    GREETING,
    _NUMBER,
    _DUE,
    LINK_OF_LETTER,
)
ASKED_BACK = house_kind(
    _FOLDER,
    "desk.asked_back",
    _l("Question about a request to the desk"),
    _l("To who asked, where something must be known first."),
    GREETING,
    _NUMBER,
    _TEXT,
    LINK_OF_LETTER,
)
ANSWERED = house_kind(
    _FOLDER,
    "desk.answered",
    _l("Answer of the desk"),
    _l("To who asked, with the answer."),
    GREETING,
    _NUMBER,
    _TEXT,
    LINK_OF_LETTER,
)
EXPERT = house_kind(
    _FOLDER,
    "desk.expert",
    _l("Request to the desk for an expert"),
    _l("To an expert who is asked to answer, with a link."),
    GREETING,
    _NUMBER,
    _DUE,
    _TEXT,
    LINK_OF_LETTER,
)
ASSIGNED = house_kind(
    _FOLDER,
    "desk.assigned",
    _l("Request to the desk handed over"),
    _l("To the account that answers from now on."),
    GREETING,
    _NUMBER,
    _DUE,
    _TEXT,
    LINK_OF_LETTER,
)
ARRIVED = house_kind(
    _FOLDER,
    "desk.arrived",
    _l("New request to a desk"),
    _l("To the accounts of the province, or of the event's team, whose desk is asked."),
    GREETING,
    _NUMBER,
    _DUE,
    LINK_OF_LETTER,
)
LETTERS = (RECEIVED, ASKED_BACK, ANSWERED, EXPERT, ASSIGNED, ARRIVED)
"""They are about no event: the house alone can change them."""


def write(kind: LetterKind, request: DeskRequest, *, text: str = "", at: datetime) -> None:
    """Write to the sender of the request."""
    secret = Secret(OWN_LINK.kind, OWN_LINK.numbers(request), instead=absolute_url("desk.index"))
    to = Addressee(request.name, request.email, request.language)
    _write(kind, request, to, absolute_url("desk.show", token=secret.mark), text, [secret], at=at)


def write_to_expert(request: DeskRequest, note: str, *, at: datetime) -> None:
    """To the expert, with a link that opens this request alone."""
    secret = Secret(EXPERT_LINK.kind, EXPERT_LINK.numbers(request), instead=absolute_url("desk.index"))
    to = Addressee(request.expert_name, request.expert_email, request.language)
    _write(EXPERT, request, to, absolute_url("desk.expert", token=secret.mark), note, [secret], at=at)


def write_to_desk(request: DeskRequest, *, at: datetime) -> None:
    """To each account of the province, or of the event's team, whose desk is asked; of who asks, and what, it says
    nothing."""
    for user in queries.list_accounts_of(whose_of(request)):
        _write_to_account(ARRIVED, request, user, "", at=at)


def write_to_account(request: DeskRequest, user: User, note: str, *, at: datetime) -> None:
    """To the account that answers from now on."""
    _write_to_account(ASSIGNED, request, user, note, at=at)


def _write_to_account(kind: LetterKind, request: DeskRequest, user: User, text: str, *, at: datetime) -> None:
    _write(kind, request, Addressee(user.name, user.email, user.language), _page_of(request), text, [], at=at)


def _page_of(request: DeskRequest) -> str:
    """Where whoever answers opens it."""
    if request.event_id is None:
        return absolute_url("desk_manage.show", desk_request_id=request.id)
    slug = get_event_numbered(request.event_id).slug
    return absolute_url("desk_event_manage.show", slug=slug, desk_request_id=request.id)


def _write(
    kind: LetterKind, request: DeskRequest, to: Addressee, link: str, text: str, secrets: list[Secret], *, at: datetime
) -> None:
    due = format_instant(request.due_at, home_zone(), to.language)
    write_of_house(kind, to, request, at=at, secrets=secrets, number=request.number, due=due, text=text, link=link)
