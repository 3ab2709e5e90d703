"""What the people of an organization are written: the link to its page, and what became of their listings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from eventmgr.event.events.mail import (
    CONTACT,
    EVENT,
    OWN_WORDS,
    PLACE,
    SAMPLE_ADDRESS,
    SAMPLE_NAMES,
    TIME,
    letter_about,
    link_to,
)
from eventmgr.event.events.models import Event
from eventmgr.event.registration.models import Registration
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import _l, localized, speaking
from eventmgr.identity.directory.models import Organization
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.listings.models import Listing, OrganizationProfile, ProfileKeeper
from eventmgr.matchmaking.listings.queries import find_keeper, find_profile
from eventmgr.tools.messages.composing import GREETING, absolute_url, compose
from eventmgr.tools.messages.letters import Letter
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.secrets import Secret
from eventmgr.tools.messages.services import enqueue_if_reachable, unsent
from eventmgr.tools.messages.texts.wording import Placeholder
from eventmgr.tools.web import tokens

INVITED, AGAIN = "listings.invited", "listings.link_again"
PUBLISHED, DECLINED = "listings.published", "listings.declined"
COMPANY = "company"
"""Kind of the signed link to an organization's page."""
_COMPANIES = {"zh": "样例机械有限公司", "en": "Sample Machinery Co., Ltd."}
_TITLES = {"zh": "寻求注塑配套厂", "en": "Injection moulding partner sought"}
_REASONS = {"zh": "请补充技术指标。", "en": "Please add the target values."}


def about(keeper_id: int) -> str:
    """How the outbox calls a keeper."""
    return f"{ProfileKeeper.__tablename__}:{keeper_id}"


def company_token(keeper: ProfileKeeper, profile: OrganizationProfile) -> str:
    """What opens the organization's page to this keeper, until they are removed or the profile's links are ended."""
    return tokens.sign(COMPANY, keeper.id, profile.link_version)


def resolve(keeper_id: int, version: int) -> str | None:
    """The token of a letter that is about to leave; None once it would open nothing."""
    keeper = find_keeper(keeper_id)
    profile = find_profile(keeper.organization_id) if keeper is not None else None
    is_open = profile is not None and profile.link_version == version
    return tokens.sign(COMPANY, keeper_id, version) if is_open else None


def write_link(
    kind: str, event: Event | None, keeper: ProfileKeeper, profile: OrganizationProfile, *, at: datetime
) -> None:
    """Write the link to the organization's page to the keeper, unless no mail can reach their address.

    Args:
        event: which invites, for `INVITED`; None for `AGAIN`.
    """
    secret = page_secret(keeper, profile)
    enqueue_if_reachable(
        lambda: _invitation(event, keeper, secret) if event is not None else _again(kind, keeper, secret), at=at
    )


@dataclass(frozen=True)
class Addressee:
    """Who is written to, and the link that is theirs."""

    name: str
    email: str
    language: str
    organization: str
    about: str
    secret: Secret


def invite_participant(event: Event, registration: Registration, *, at: datetime) -> None:
    """Ask a participant to enter what their organization offers and seeks; their link is that of their registration."""
    enqueue_if_reachable(lambda: _of_event(INVITED, event, of_participant(event, registration), {}), at=at)


def tell(kind: str, event: Event, keeper: ProfileKeeper, listings: Sequence[Listing], *, at: datetime) -> None:
    """Tell the keeper that these listings are published, or that the one was declined and why."""
    profile = find_profile(keeper.organization_id)
    if profile is not None:
        _tell(kind, event, _of_keeper(keeper, page_secret(keeper, profile)), listings, at=at)


def tell_participant(
    kind: str, event: Event, registration: Registration, listings: Sequence[Listing], *, at: datetime
) -> None:
    """The same to a participant who wrote them; their link is that of their registration."""
    to = of_participant(event, registration)
    _tell(kind, event, to, listings, at=at)


def of_participant(event: Event, registration: Registration) -> Addressee:
    """A participant of the event; the link is that of their registration."""
    again = absolute_url("registration.send_link", slug=event.slug)
    secret = Secret("my", (registration.id, registration.link_version), instead=again)
    known = registration.organization
    name = organization_name(known, registration.language) if known is not None else registration.organization_name
    return Addressee(
        registration.name, registration.email, registration.language, name, f"registration:{registration.id}", secret
    )


def _tell(kind: str, event: Event, to: Addressee, listings: Sequence[Listing], *, at: datetime) -> None:
    titles = [localized(one.title, to.language) for one in listings]
    enqueue_if_reachable(lambda: _outcome(kind, event, to, titles, listings[0].decline_reason), at=at)


def _of_keeper(keeper: ProfileKeeper, secret: Secret) -> Addressee:
    name = organization_name(keeper.organization, keeper.language)
    return Addressee(keeper.name, keeper.email, keeper.language, name, about(keeper.id), secret)


def page_secret(keeper: ProfileKeeper, profile: OrganizationProfile) -> Secret:
    """What stands in a letter for the link to the organization's page until it leaves."""
    return Secret(COMPANY, (keeper.id, profile.link_version), instead=absolute_url("listings.send_link"))


def _invitation(event: Event, keeper: ProfileKeeper, secret: Secret) -> Letter:
    return _of_event(INVITED, event, _of_keeper(keeper, secret), {})


def _outcome(kind: str, event: Event, to: Addressee, titles: Sequence[str], reason: str) -> Letter:
    told: dict[str, Any] = {"listings": "\n".join(f"- {title}" for title in titles)}
    return _of_event(kind, event, to, told | ({"reason": reason} if kind == DECLINED else {}))


def _of_event(kind: str, event: Event, to: Addressee, context: Mapping[str, Any]) -> Letter:
    with speaking(to.language):
        link = absolute_url("listings.company", token=to.secret.mark)
    return letter_about(
        event,
        KINDS[kind],
        to,
        about=to.about,
        context={"organization": to.organization, "link": link, **context},
        secrets=[to.secret],
    )


def _again(kind: str, keeper: ProfileKeeper, secret: Secret) -> Letter:
    with speaking(keeper.language):
        link = absolute_url("listings.company", token=secret.mark)
    return compose(
        _template(kind),
        language=keeper.language,
        to_name=keeper.name,
        to_address=keeper.email,
        kind=kind,
        about=about(keeper.id),
        secrets=[secret],
        organization=organization_name(keeper.organization, keeper.language),
        link=link,
    )


def _template(kind: str) -> str:
    return f"matchmaking/listings/mail/{kind.partition('.')[2]}.txt"


def _sample(kind: str, event: Event, language: str) -> OutboxLetter:
    keeper = ProfileKeeper(
        id=0,
        organization_id=0,
        name=SAMPLE_NAMES[language],
        email=SAMPLE_ADDRESS,
        language=language,
        organization=Organization(name=_COMPANIES[language]),
    )
    secret = Secret(value="-")
    if kind == INVITED:
        letter = _invitation(event, keeper, secret)
    else:
        letter = _outcome(kind, event, _of_keeper(keeper, secret), [_TITLES[language]], _REASONS[language])
    return unsent(letter, at=event.created_at)


_OF_ALL = (
    GREETING,
    EVENT,
    TIME,
    PLACE,
    Placeholder("organization", "单位", _l("the organization whose page it is")),
    link_to(_l("the link to the organization's page; on a line of its own it becomes a button"), "企业页面链接"),
    CONTACT,
    OWN_WORDS,
)
_LISTINGS = Placeholder("listings", "供需信息", _l("titles of the listings it is about"), is_block=True, is_needed=True)
_REASON = Placeholder("reason", "原因", _l("why it was declined"), is_needed=True)


def _placeholders_of(kind: str) -> tuple[Placeholder, ...]:
    if kind == INVITED:
        return _OF_ALL
    return (*_OF_ALL, _LISTINGS, *((_REASON,) if kind == DECLINED else ()))


_OF_NO_EVENT = tuple(one for one in _OF_ALL if one.name in ("greeting", "organization", "link"))


def _kind(kind: str, label: Any, purpose: Any) -> LetterKind:
    return LetterKind(kind, label, purpose, partial(_sample, kind), _template(kind), _placeholders_of(kind))


LETTERS = (
    _kind(
        INVITED,
        _l("Invitation to keep an organization's profile and listings"),
        _l("To somebody of an organization whom the organizers or a liaison have named, with the link to its page."),
    ),
    _kind(
        PUBLISHED,
        _l("Listings published"),
        _l("To the authors of the listings, or to everyone who keeps the organization's page."),
    ),
    _kind(DECLINED, _l("Listing declined"), _l("To the same people, with the reason.")),
    LetterKind(
        AGAIN,
        _l("Link to an organization's page sent again"),
        _l("To somebody who asks for the link again, or whose link was replaced."),
        None,
        _template(AGAIN),
        _OF_NO_EVENT,
    ),
)
KINDS = {one.kind: one for one in LETTERS}
