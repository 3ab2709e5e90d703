"""The verbs of entries: entered, confirmed, accepted, declined, forgotten."""

from __future__ import annotations

from dataclasses import dataclass, replace

from eventmgr.exchange.entries import letters, queries
from eventmgr.exchange.entries.models import EntryState, OrganizationEntry
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.listings.services import change_profile, facts_of, hold_profile, profile_of
from eventmgr.matchmaking.listings.services.keepers import KeeperFacts, keep_page, organization_named
from eventmgr.tools.log.services import Act, record
from eventmgr.tools.messages.house_letters import forget_letters
from eventmgr.tools.taxonomy.sizes import SizeClass


@dataclass(frozen=True)
class Draft:
    """What was typed; see `OrganizationEntry`."""

    name: str
    credit_code: str
    province_code: str
    sector_code: str
    size_class: SizeClass | None
    summary: str
    contact_name: str
    email: str
    language: str


def enter(draft: Draft, *, act: Act) -> OrganizationEntry:
    """A new entry; a link to confirm goes to its address.

    Raises:
        Refusal: an organization of this code awaits a review already.
    """
    if queries.is_waiting(draft.credit_code):
        raise Refusal(
            _("An organization of this code awaits review already. You will be written to at the address given then."),
            field="credit_code",
        )
    entry = OrganizationEntry(**vars(draft), state=EntryState.UNCONFIRMED, created_at=act.at)
    db.session.add(entry)
    db.session.flush()
    _record("entered", entry, act=act)
    letters.write_confirm(entry, at=act.at)
    return entry


def confirm(entry: OrganizationEntry, *, act: Act) -> None:
    """The address is that of who has entered it: the entry awaits its review. Confirmed twice is confirmed once."""
    if entry.state is EntryState.UNCONFIRMED:
        entry.state, entry.confirmed_at = EntryState.WAITING, act.at
        _record("confirmed", entry, act=act)


def accept(number: int, organization: Organization | None, *, own: str, act: Act) -> OrganizationEntry:
    """The organization is in the directory, its profile says what was typed, and who has entered it keeps its page.

    Args:
        organization: the one that it is; None: a new one.

    Raises:
        NotFound: there is no such entry.
        Refusal: it was decided already, or the code is another organization's.
    """
    entry = _undecided(number, own)
    if organization is None:
        organization = organization_named(entry.name, at=act.at, province_code=entry.province_code)
    organization.sector_code = organization.sector_code or entry.sector_code
    profile_of(organization, act=act)
    profile = hold_profile(organization.id)
    before = facts_of(profile)
    facts = replace(
        before,
        summary=before.summary or ({"zh": entry.summary} if entry.summary else {}),
        sector_codes=before.sector_codes or [entry.sector_code],
        province_code=before.province_code or entry.province_code,
        size_class=before.size_class or (entry.size_class.value if entry.size_class else ""),
        credit_code=before.credit_code or entry.credit_code,
        in_directory=True,
    )
    change_profile(profile, facts, act=act, waits=False)
    entry.state, entry.decided_at, entry.organization_id = EntryState.ACCEPTED, act.at, organization.id
    keeper = keep_page(organization, KeeperFacts(entry.contact_name, entry.email, "", entry.language), act=act)
    _record("accepted", entry, act=act)
    letters.write_accepted(entry, keeper, profile, at=act.at)
    return entry


def decline(number: int, reason: str, *, own: str, act: Act) -> OrganizationEntry:
    """It is not taken in; who has entered it reads why.

    Raises:
        NotFound: there is no such entry.
        Refusal: it was decided already.
    """
    entry = _undecided(number, own)
    entry.state, entry.decided_at, entry.reason = EntryState.DECLINED, act.at, reason
    record(act, "declined", entry, object_name=entry.name, reason=reason)
    letters.write_declined(entry, at=act.at)
    return entry


def forget(entry: OrganizationEntry, *, act: Act) -> None:
    """Who has entered it is not kept any longer; an entry that nobody confirmed goes as a whole."""
    forget_letters(entry)
    if entry.state is EntryState.UNCONFIRMED:
        db.session.delete(entry)
        return
    entry.contact_name = entry.email = ""
    _record("forgotten", entry, act=act)


def _undecided(number: int, own: str) -> OrganizationEntry:
    entry = queries.get_entry(number, own=own, lock=True)
    if entry.state is not EntryState.WAITING:
        raise Refusal(_("This entry was decided already. Reload the page."))
    return entry


def _record(action: str, entry: OrganizationEntry, *, act: Act) -> None:
    record(act, action, entry, object_name=entry.name)
