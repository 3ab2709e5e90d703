"""What is written to experts: whether they agree to be shown, and their link once more."""

from __future__ import annotations

from datetime import datetime

from eventmgr.exchange.experts import queries
from eventmgr.exchange.experts.models import Expert
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import _l, localized
from eventmgr.tools.messages.composing import GREETING, LINK_OF_LETTER, absolute_url
from eventmgr.tools.messages.house_letters import Addressee, house_kind, write_of_house
from eventmgr.tools.messages.secrets import Secret
from eventmgr.tools.web.tokens import RowLink

LINK = RowLink("expert", queries.find_expert, "link_version")
"""To the page of an expert."""
_FOLDER = "exchange/experts"
INVITED = house_kind(
    _FOLDER,
    "experts.invited",
    _l("Expert asked for consent"),
    _l("To an expert whom an office or a province has entered."),
    GREETING,
    LINK_OF_LETTER,
)
AGAIN = house_kind(
    _FOLDER,
    "experts.again",
    _l("Link of an expert sent again"),
    _l("To an expert in the list, where the link was lost."),
    GREETING,
    LINK_OF_LETTER,
)
LETTERS = (INVITED, AGAIN)
"""They are about no event: the house alone can change them."""


def write(kind: LetterKind, expert: Expert, *, at: datetime) -> None:
    """To the expert, with the link to their page."""
    secret = Secret(LINK.kind, LINK.numbers(expert), instead=absolute_url("experts.index"))
    to = Addressee(localized(expert.name, expert.language), expert.email, expert.language)
    write_of_house(kind, to, expert, at=at, secrets=[secret], link=absolute_url("experts.own", token=secret.mark))
