"""What those who keep an organization's page are written: what became of the adoption that was reported."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from eventmgr.exchange.cases.models import AdoptionState, CaseAdoption
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import _l, localized, speaking
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.listings.letters import about, page_secret
from eventmgr.matchmaking.listings.models import OrganizationProfile, ProfileKeeper
from eventmgr.matchmaking.listings.queries import find_profile, list_keepers
from eventmgr.tools.messages.composing import GREETING, absolute_url, compose
from eventmgr.tools.messages.letters import Letter
from eventmgr.tools.messages.services import enqueue_if_reachable
from eventmgr.tools.messages.texts.services import wording_of_house
from eventmgr.tools.messages.texts.wording import Placeholder

PUBLISHED, DECLINED = "cases.adoption_published", "cases.adoption_declined"
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
_PLACEHOLDERS: dict[str, tuple[Placeholder, ...]] = {
    PUBLISHED: (GREETING, _ORGANIZATION, _CASE, _LINK),
    DECLINED: (GREETING, _ORGANIZATION, _CASE, _REASON, _LINK),
}


def write_decision(adoption: CaseAdoption, *, at: datetime) -> None:
    """To everyone who keeps the page of the adopter, as far as mail can reach them."""
    profile = find_profile(adoption.organization_id)
    if profile is None:
        return
    kind = PUBLISHED if adoption.state is AdoptionState.PUBLISHED else DECLINED
    for keeper in list_keepers(adoption.organization_id):
        enqueue_if_reachable(partial(_letter, kind, adoption, keeper, profile), at=at)


def _letter(kind: str, adoption: CaseAdoption, keeper: ProfileKeeper, profile: OrganizationProfile) -> Letter:
    secret = page_secret(keeper, profile)
    with speaking(keeper.language):
        link = absolute_url("case_adoptions.adoption", token=secret.mark, case_slug=adoption.case.slug)
    return compose(
        _template(kind), language=keeper.language, to_name=keeper.name, to_address=keeper.email, kind=kind,
        about=about(keeper.id), secrets=[secret], wording=wording_of_house(kind, keeper.language),
        placeholders=_PLACEHOLDERS[kind], organization=organization_name(adoption.organization, keeper.language),
        case=localized(adoption.case.title, keeper.language), reason=adoption.reason, link=link,
    )  # fmt: skip


def _template(kind: str) -> str:
    return f"exchange/cases/mail/{kind.partition('.')[2]}.txt"


def _kind(kind: str, label: Any, purpose: Any) -> LetterKind:
    return LetterKind(kind, label, purpose, None, _template(kind), _PLACEHOLDERS[kind])


LETTERS = (
    _kind(PUBLISHED, _l("Adoption of a case published"), _l("To everyone who keeps the page of the organization.")),
    _kind(DECLINED, _l("Adoption of a case not accepted"), _l("To the same people, with the reason for it.")),
)
"""They are about no event: the house alone can change them."""
