"""What those who keep an organization's page are written: what became of the adoption that was reported."""

from __future__ import annotations

from datetime import datetime

from eventmgr.exchange.cases.models import AdoptionState, CaseAdoption
from eventmgr.ground.i18n import _l, localized, speaking
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.listings.letters import page_secret
from eventmgr.matchmaking.listings.queries import find_profile, list_keepers
from eventmgr.tools.messages.composing import GREETING, absolute_url
from eventmgr.tools.messages.house_letters import Addressee, house_kind, write_of_house
from eventmgr.tools.messages.texts.wording import Placeholder

_FOLDER = "exchange/cases"
_ORGANIZATION = Placeholder("organization", "单位", _l("the organization that adopted it"))
_CASE = Placeholder("case", "案例", _l("the case that was adopted"), is_needed=True)
_LINK = Placeholder(
    "link",
    "链接",
    _l("the link to what the organization reported; on a line of its own it becomes a button"),
    is_block=True,
    is_needed=True,
)
_REASON = Placeholder("reason", "原因", _l("why it was not accepted"), is_block=True, is_needed=True)
PUBLISHED = house_kind(
    _FOLDER,
    "cases.adoption_published",
    _l("Adoption of a case published"),
    _l("To everyone who keeps the page of the organization."),
    GREETING,
    _ORGANIZATION,
    _CASE,
    _LINK,
)
DECLINED = house_kind(
    _FOLDER,
    "cases.adoption_declined",
    _l("Adoption of a case not accepted"),
    _l("To the same people, with the reason for it."),
    GREETING,
    _ORGANIZATION,
    _CASE,
    _REASON,
    _LINK,
)
LETTERS = (PUBLISHED, DECLINED)
"""They are about no event: the house alone can change them."""


def write_decision(adoption: CaseAdoption, *, at: datetime) -> None:
    """To everyone who keeps the page of the adopter, as far as mail can reach them."""
    profile = find_profile(adoption.organization_id)
    if profile is None:
        return
    kind = PUBLISHED if adoption.state is AdoptionState.PUBLISHED else DECLINED
    for keeper in list_keepers(adoption.organization_id):
        secret = page_secret(keeper, profile)
        with speaking(keeper.language):
            link = absolute_url("case_adoptions.adoption", token=secret.mark, case_slug=adoption.case.slug)
        write_of_house(
            kind,
            Addressee(keeper.name, keeper.email, keeper.language),
            keeper,
            at=at,
            secrets=[secret],
            link=link,
            organization=organization_name(adoption.organization, keeper.language),
            reason=adoption.reason,
            case=localized(adoption.case.title, keeper.language),
        )
