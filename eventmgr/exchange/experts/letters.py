"""What is written to experts: whether they agree to be shown, and their link once more."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from eventmgr.exchange.experts import queries
from eventmgr.exchange.experts.models import Expert
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import _l, localized
from eventmgr.tools.messages.composing import GREETING, LINK_OF_LETTER, absolute_url, compose
from eventmgr.tools.messages.secrets import Secret
from eventmgr.tools.messages.services import enqueue_if_reachable, forget_about
from eventmgr.tools.messages.texts.services import wording_of_house
from eventmgr.tools.web import tokens

INVITED, AGAIN = "experts.invited", "experts.again"
LINK = "expert"
"""Kind of the signed link of an expert."""
_PLACEHOLDERS = (GREETING, LINK_OF_LETTER)


def token_of(expert: Expert) -> str:
    """What opens their page."""
    return tokens.sign(LINK, expert.id, expert.link_version)


def resolve(number: int, version: int) -> str | None:
    """The token of an e-mail that is about to leave; None once it would open nothing."""
    expert = queries.find_expert(number)
    return token_of(expert) if expert is not None and expert.link_version == version else None


def write(kind: str, expert: Expert, *, at: datetime) -> None:
    """To the expert, with the link to their page."""
    secret = Secret(LINK, (expert.id, expert.link_version), instead=absolute_url("experts.index"))
    lang = expert.language
    enqueue_if_reachable(
        lambda: compose(
            _template(kind), language=lang, to_name=localized(expert.name, lang), to_address=expert.email, kind=kind,
            about=_about(expert.id), secrets=[secret], wording=wording_of_house(kind, lang), placeholders=_PLACEHOLDERS,
            link=absolute_url("experts.own", token=secret.mark),
        ),
        at=at,
    )  # fmt: skip


def forget(number: int) -> None:
    """What was written to them is forgotten."""
    forget_about([_about(number)])


def _about(number: int) -> str:
    return f"{Expert.__tablename__}:{number}"


def _template(kind: str) -> str:
    return f"exchange/experts/mail/{kind.partition('.')[2]}.txt"


def _kind(kind: str, label: Any, purpose: Any) -> LetterKind:
    return LetterKind(kind, label, purpose, None, _template(kind), _PLACEHOLDERS)


LETTERS = (
    _kind(INVITED, _l("Expert asked for consent"), _l("To an expert whom an office or a province has entered.")),
    _kind(AGAIN, _l("Link of an expert sent again"), _l("To an expert in the list, where the link was lost.")),
)
"""They are about no event: the house alone can change them."""
