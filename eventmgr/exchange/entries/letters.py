"""What is written to who enters an organization: the link to confirm, and what was decided."""

from __future__ import annotations

from datetime import datetime

from eventmgr.exchange.entries import queries
from eventmgr.exchange.entries.models import OrganizationEntry
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.listings.letters import page_secret
from eventmgr.matchmaking.listings.models import OrganizationProfile, ProfileKeeper
from eventmgr.tools.messages.composing import GREETING, LINK_OF_LETTER, absolute_url
from eventmgr.tools.messages.house_letters import Addressee, house_kind, write_of_house
from eventmgr.tools.messages.secrets import Secret
from eventmgr.tools.messages.texts.wording import Placeholder
from eventmgr.tools.web.tokens import RowLink

LINK = RowLink("entry", queries.find_entry)
"""To an entry."""
_FOLDER = "exchange/entries"
_ORGANIZATION = Placeholder("organization", "单位", _l("the organization that was entered"), is_needed=True)
_REASON = Placeholder("reason", "原因", _l("why it was not accepted"), is_block=True, is_needed=True)
_OF_ALL = (GREETING, _ORGANIZATION, LINK_OF_LETTER)
CONFIRM = house_kind(
    _FOLDER,
    "entries.confirm",
    _l("Entry of an organization to confirm"),
    _l("To who enters an organization, with a link to confirm."),
    *_OF_ALL,
)
ACCEPTED = house_kind(
    _FOLDER,
    "entries.accepted",
    _l("Organization taken into the directory"),
    _l("To who entered it, with the link to its page."),
    *_OF_ALL,
)
DECLINED = house_kind(
    _FOLDER,
    "entries.declined",
    _l("Organization not taken into the directory"),
    _l("To who entered it, with the reason."),
    GREETING,
    _ORGANIZATION,
    _REASON,
    LINK_OF_LETTER,
)
LETTERS = (CONFIRM, ACCEPTED, DECLINED)
"""They are about no event: the house alone can change them."""


def write_confirm(entry: OrganizationEntry, *, at: datetime) -> None:
    """The letter with the link to the entry."""
    secret = Secret(LINK.kind, LINK.numbers(entry), instead=absolute_url("entries.join"))
    _write(CONFIRM, entry, absolute_url("entries.entry", token=secret.mark), [secret], at=at)


def write_accepted(
    entry: OrganizationEntry, keeper: ProfileKeeper, profile: OrganizationProfile, *, at: datetime
) -> None:
    """The letter with the link to the page of the organization."""
    secret = page_secret(keeper, profile)
    _write(ACCEPTED, entry, absolute_url("listings.company", token=secret.mark), [secret], at=at)


def write_declined(entry: OrganizationEntry, *, at: datetime) -> None:
    """The letter with the reason, and the way to enter it once more."""
    _write(DECLINED, entry, absolute_url("entries.join"), [], at=at)


def _write(kind: LetterKind, entry: OrganizationEntry, link: str, secrets: list[Secret], *, at: datetime) -> None:
    to = Addressee(entry.contact_name, entry.email, entry.language)
    write_of_house(kind, to, entry, at=at, secrets=secrets, organization=entry.name, link=link, reason=entry.reason)
