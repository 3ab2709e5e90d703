"""What is written to who enters an organization: the link to confirm, and what was decided."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from eventmgr.exchange.entries import queries
from eventmgr.exchange.entries.models import EntryState, OrganizationEntry
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.listings.letters import page_secret
from eventmgr.matchmaking.listings.models import OrganizationProfile, ProfileKeeper
from eventmgr.tools.messages.composing import GREETING, LINK_OF_LETTER, absolute_url, compose
from eventmgr.tools.messages.secrets import Secret
from eventmgr.tools.messages.services import enqueue_if_reachable, forget_about
from eventmgr.tools.messages.texts.services import wording_of_house
from eventmgr.tools.messages.texts.wording import Placeholder
from eventmgr.tools.web import tokens

CONFIRM, ACCEPTED, DECLINED = "entries.confirm", "entries.accepted", "entries.declined"
LINK = "entry"
"""Kind of the signed link to an entry."""
LINK_VERSION = 1
"""Links to an entry are never ended but with it."""
_ORGANIZATION = Placeholder("organization", "单位", _l("the organization that was entered"), is_needed=True)
_REASON = Placeholder("reason", "原因", _l("why it was not accepted"), is_block=True, is_needed=True)
_PLACEHOLDERS: dict[str, tuple[Placeholder, ...]] = {
    CONFIRM: (GREETING, _ORGANIZATION, LINK_OF_LETTER),
    ACCEPTED: (GREETING, _ORGANIZATION, LINK_OF_LETTER),
    DECLINED: (GREETING, _ORGANIZATION, _REASON, LINK_OF_LETTER),
}


def resolve(entry_id: int, version: int) -> str | None:
    """The token of a letter that is about to leave; None once it would open nothing."""
    return tokens.sign(LINK, entry_id, version) if queries.find_entry(entry_id) is not None else None


def write(kind: str, entry: OrganizationEntry, *, at: datetime) -> None:
    """The letter with the link to the entry."""
    secret = Secret(LINK, (entry.id, LINK_VERSION), instead=absolute_url("entries.join"))
    link = absolute_url("entries.entry", token=secret.mark)
    _write(
        kind, entry, [secret], link if entry.state is EntryState.UNCONFIRMED else absolute_url("entries.join"), at=at
    )


def write_accepted(
    entry: OrganizationEntry, keeper: ProfileKeeper, profile: OrganizationProfile, *, at: datetime
) -> None:
    """The letter with the link to the page of the organization."""
    secret = page_secret(keeper, profile)
    _write(ACCEPTED, entry, [secret], absolute_url("listings.company", token=secret.mark), at=at)


def _write(kind: str, entry: OrganizationEntry, secrets: list[Secret], link: str, *, at: datetime) -> None:
    if not entry.email:
        return
    enqueue_if_reachable(
        lambda: compose(
            _template(kind), language=entry.language, to_name=entry.contact_name, to_address=entry.email, kind=kind,
            about=_about(entry.id), secrets=[one for one in secrets if one.mark in link], wording=wording_of_house(kind, entry.language),
            placeholders=_PLACEHOLDERS[kind], organization=entry.name, link=link, reason=entry.reason,
        ),
        at=at,
    )  # fmt: skip


def _about(entry_id: int) -> str:
    return f"{OrganizationEntry.__tablename__}:{entry_id}"


def forget(entry_id: int) -> None:
    """What was written about it is forgotten."""
    forget_about([_about(entry_id)])


def _template(kind: str) -> str:
    return f"exchange/entries/mail/{kind.partition('.')[2]}.txt"


def _kind(kind: str, label: Any, purpose: Any) -> LetterKind:
    return LetterKind(kind, label, purpose, None, _template(kind), _PLACEHOLDERS[kind])


LETTERS = (
    _kind(
        CONFIRM, _l("Entry of an organization to confirm"), _l("To who enters an organization, with a link to confirm.")
    ),
    _kind(ACCEPTED, _l("Organization taken into the directory"), _l("To who entered it, with the link to its page.")),
    _kind(DECLINED, _l("Organization not taken into the directory"), _l("To who entered it, with the reason.")),
)
"""They are about no event: the house alone can change them."""
