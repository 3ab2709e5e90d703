"""Feeds of policies: days of applications and of validity as a calendar, what was issued and changed as Atom. Pure but
for the language spoken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from eventmgr.exchange.policies.filtering import PolicyFilter, filter_words
from eventmgr.exchange.policies.models import Policy, PolicyState
from eventmgr.exchange.policies.validity import Validity, validity_of
from eventmgr.exchange.policies.wording import place_of, support_words
from eventmgr.ground.i18n import _, language, localized
from eventmgr.ground.settings import home_zone
from eventmgr.tools.feeds import calendars
from eventmgr.tools.feeds.atom import AtomEntry, write_atom
from eventmgr.tools.feeds.calendars import NOTICE
from eventmgr.tools.feeds.place import FeedPlace
from eventmgr.tools.ical import Entry
from eventmgr.tools.numbering.services import Shown
from eventmgr.tools.taxonomy.asked import chosen
from eventmgr.tools.taxonomy.spoken import sectors_of

OPENS, CLOSES, ENDS = "opens", "closes", "ends"


def shown_of(policies: Sequence[Policy], *, base_url: str, since: date, day: date) -> Shown:
    """What the calendar shows: of published policies the first and the last day of applications and the last day of
    validity; days that a policy does not name any more, or that of one that was withdrawn, are gone."""
    entries: list[Entry] = []
    gone: list[Entry] = []
    for policy in policies:
        days = {} if policy.state is not PolicyState.PUBLISHED else dict(_days(policy, day))
        for key in (OPENS, CLOSES, ENDS):
            if key in days and days[key] >= since:
                entries.append(_entry(policy, key, days[key], base_url=base_url))
            elif key not in days:
                gone.append(_gone(policy, key, base_url=base_url))
    return Shown(entries, gone)


def _days(policy: Policy, day: date) -> Iterator[tuple[str, date]]:
    """(key, day); what was repealed has none to come."""
    if policy.valid_until is not None:
        yield ENDS, policy.valid_until
    if policy.repealed_on is not None and validity_of(policy, day=day) is Validity.ENDED:
        return
    if policy.window_from is not None:
        yield OPENS, policy.window_from
    if policy.window_to is not None:
        yield CLOSES, policy.window_to


def _uid(policy: Policy, key: str) -> str:
    return f"{key}-policy-{policy.uid}@eventmgr"


def _entry(policy: Policy, key: str, day: date, *, base_url: str) -> Entry:
    names = {OPENS: _("Applications open"), CLOSES: _("Applications close"), ENDS: _("Ceases to be valid")}
    start = _start_of(day) if key == OPENS else _start_of(day) + timedelta(days=1) - NOTICE
    address = f"{base_url}/policies/{policy.id}/"
    return Entry(
        uid=_uid(policy, key),
        sequence=0,
        starts_at=start,
        ends_at=start + NOTICE,
        zone=home_zone(),
        summary=_(": ").join((names[key], localized(policy.title))),
        last_modified=policy.updated_at,
        description="\n".join((support_words(policy), address)),
        url=address,
        created_at=policy.created_at,
        categories=(_("Policies"),),
    )


def _gone(policy: Policy, key: str, *, base_url: str) -> Entry:
    """In place of one that was told, at the times that were told last. It names nothing: what was withdrawn is not told
    again."""
    page = f"{base_url}/policies/"
    return Entry(
        uid=_uid(policy, key),
        sequence=0,
        starts_at=policy.updated_at,
        ends_at=policy.updated_at + NOTICE,
        zone=home_zone(),
        summary=_("Cancelled: %(title)s", title=_("Date of a policy")),
        last_modified=policy.updated_at,
        description=page,
        url=page,
        status="CANCELLED",
        created_at=policy.created_at,
        categories=(_("Policies"),),
    )


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(home_zone()))


def calendar_of(entries: Sequence[Entry], filters: PolicyFilter, place: FeedPlace) -> tuple[bytes, datetime | None]:
    """The calendar of these entries, and the latest change of one; None where there is none."""
    return calendars.calendar_of(
        place,
        entries,
        name=feed_name(filters),
        description=_("First and last days of applications, and last days of validity."),
    )


def atom_of(policies: Sequence[Policy], filters: PolicyFilter, place: FeedPlace) -> bytes:
    """The Atom feed of these policies."""
    lang = language()
    entries = [
        AtomEntry(
            key=f"policy/{policy.uid}",
            title=localized(policy.title),
            address=f"{place.base_url}/policies/{policy.id}/?lang={lang}",
            published_at=policy.published_at or policy.created_at,
            updated_at=policy.updated_at,
            author=localized(policy.issuer),
            text=localized(policy.summary),
            categories=[str(policy.level.label), place_of(policy), str(policy.support.label), *sectors_of(policy)],
        )
        for policy in policies
    ]
    return write_atom(
        place, entries, key=f"policies?{sorted(chosen(filters).items())}&{lang}", title=feed_name(filters)
    )


def feed_name(filters: PolicyFilter) -> str:
    """What readers call the feed: policies, and what it is narrowed to."""
    said = filter_words(filters)
    return " · ".join((_("Policies"), _(", ").join(said))) if said else _("Policies")
