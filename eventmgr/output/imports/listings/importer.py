"""Supply and demand from sheets: previewed by organization and title, taken and undone in portions."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.ground import clock
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound, Refusal
from eventmgr.ground.i18n import _, _l, language
from eventmgr.ground.text import folded
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.listings import queries as listing_queries
from eventmgr.matchmaking.listings import services as listings
from eventmgr.matchmaking.listings.content.drafts import ListingDraft, day_of
from eventmgr.matchmaking.listings.models import Listing, ListingKind, ListingSource, ListingState, ShownTo, Side
from eventmgr.matchmaking.listings.near.finding import hints_for
from eventmgr.matchmaking.listings.services import KeeperFacts
from eventmgr.output.imports import queries
from eventmgr.output.imports.importer import Addresses, Entry, Importer, LeftOut, Results, Wording, Written
from eventmgr.output.imports.listings import rows
from eventmgr.output.imports.listings.columns import COLUMNS
from eventmgr.output.imports.models import ImportedRow
from eventmgr.output.imports.previewing import Preview
from eventmgr.tools.log.services import Act
from eventmgr.tools.sheets import Compared, Existing, Record, Standing
from eventmgr.tools.taxonomy import get_province

PORTION = 100
"""So many listings are entered together."""
_REHEARSED = 100
_MOST_COMPARED = 300
"""Rows of which it is said whether something near is there."""
_MOST_WARNED = 20


def _list_existing(event: Event) -> list[Existing]:
    return [Existing(one.id, rows.values_of(one)) for one in listing_queries.list_all(event.id)]


def _settle(
    event: Event, records: Sequence[Record], existing: Sequence[Existing], _decisions: Mapping[int, str]
) -> list[Record]:
    collected = frozenset(listings.settings_of(event).collected)
    find, today = queries.find_organizations, day_of(clock.now())
    return rows.settle(records, existing, find=find, collected=collected, day=today)


def _warn(event: Event, looked: Preview) -> list[str]:
    """Rows that say nearly the same as what other organizations have entered."""
    new = [row for row in looked.accepted if row.standing is Standing.NEW][:_MOST_COMPARED]
    drafts = [rows.draft_of(row.record.values) for row in new]
    hints = hints_for(event.id, [row.record.values.get(rows.ENTRY, 0) for row in new], drafts)
    warnings = [
        _(
            "Row %(row)s (%(title)s) is similar to an existing listing from %(where)s.",
            row=row.record.number,
            title=rows.heading(row)[0],
            where=_(", ").join(dict.fromkeys(_place(hint.province_code) for hint in found)),
        )
        for row, found in zip(new, hints, strict=True)
        if found
    ]
    more = len(warnings) - _MOST_WARNED
    return (
        warnings
        if more <= 0
        else [*warnings[:_MOST_WARNED], _("%(num)s more rows are similar to existing entries.", num=more)]
    )


def _place(code: str) -> str:
    return get_province(code).name(language()) if code else _("an organization without a province")


def _prepare(looked: Preview, _spoken: str, act: Act) -> Mapping[str, int]:
    """Names → numbers of organizations, those that are new added to the directory."""
    named = {
        row.record.values["organization"]: row.record.values.get("province", "")
        for row in looked.accepted
        if row.match is None and rows.ENTRY not in row.record.values
    }
    return listings.organizations_named(named, at=act.at) if named else {}


def _take(event: Event, looked: Preview, prepared: Mapping[str, int], spoken: str, act: Act) -> Iterator[Results]:
    """Changes first; new ones in portions by the state to which they come."""
    changed = [row for row in looked.accepted if row.match is not None]
    there = {one.id: one for one in listing_queries.list_by_id(event.id, [row.match or 0 for row in changed])}
    for row in changed:
        yield [_change(event, row, there[row.match or 0], act)]
    new = [row for row in looked.accepted if row.match is None]
    organizations = queries.list_organizations({_number(row, prepared) for row in new})
    by_state: dict[ListingState, list[tuple[Compared, Organization]]] = defaultdict(list)
    for row in new:
        by_state[rows.state_of(row.record.values)].append((row, organizations[_number(row, prepared)]))
    for state, several in by_state.items():
        for at in range(0, len(several), PORTION):
            yield _enter(event, several[at : at + PORTION], state, spoken, act)


def _enter(
    event: Event, taken: Sequence[tuple[Compared, Organization]], state: ListingState, spoken: str, act: Act
) -> Results:
    wanted = [(organization, rows.draft_of(row.record.values)) for row, organization in taken]
    try:
        made = listings.enter_many(event, wanted, source=ListingSource.IMPORT, act=act, state=state)
    except Refusal:
        return [
            _enter_one(event, row, one, state, spoken, act)
            for (row, _organization), one in zip(taken, wanted, strict=True)
        ]
    return [_entered(event, row, one, spoken, act) for (row, _organization), one in zip(taken, made, strict=True)]


def _enter_one(
    event: Event,
    row: Compared,
    wanted: tuple[Organization, ListingDraft],
    state: ListingState,
    spoken: str,
    act: Act,
) -> Written | LeftOut:
    try:
        made = listings.enter(event, *wanted, source=ListingSource.IMPORT, act=act, state=state)
    except Refusal as refusal:
        return LeftOut.because(row, refusal)
    return _entered(event, row, made, spoken, act)


def _entered(event: Event, row: Compared, made: Listing, spoken: str, act: Act) -> Written:
    before = {"title": rows.heading(row)[0], "keeper": _invite(event, row, made.organization, spoken, act)}
    return Written(row, made.id, made.updated_at, before)


def _change(event: Event, row: Compared, listing: Listing, act: Act) -> Written | LeftOut:
    former = _stored(rows.draft_of({}, listing))
    try:
        listings.edit(event, listing, rows.draft_of(row.record.values, listing), act=act, by_office=True)
    except Refusal as refusal:
        return LeftOut.because(row, refusal)
    return Written(row, listing.id, listing.updated_at, {"said": former, "title": rows.heading(row)[0]})


def _number(row: Compared, prepared: Mapping[str, int]) -> int:
    """That of the organization that a row names."""
    values = row.record.values
    return int(values.get(rows.ENTRY) or prepared[values["organization"]])


def _invite(event: Event, row: Compared, organization: Organization, spoken: str, act: Act) -> int | None:
    """The link to the organization's page goes to whom the row names, unless they keep it already; their number, if
    new."""
    values = row.record.values
    if not values.get("email") or listing_queries.find_keeper_by_email(organization.id, values["email"]) is not None:
        return None
    person = KeeperFacts(values["contact"], values["email"].lower(), language=spoken)
    return listings.invite(event, organization, person, act=act).id


def _rehearse(event: Event, looked: Preview, spoken: str, act: Act) -> None:
    told = [row for row in looked.accepted if row.record.values.get("email")]
    if told:
        prepared = _prepare(looked, spoken, act)
        for row in told[:_REHEARSED]:
            with suppress(Refusal, NotFound):
                organization = listing_queries.get_organization(_number(row, prepared))
                _invite(event, row, organization, spoken, act)


def _check_now(event: Event, at: datetime) -> None:
    listings.check_open(event, listings.settings_of(event), at=at, by_office=True)


def _count_answers(looked: Preview) -> int:
    """How many people are named whom nobody has written to, as far as the rows say it."""
    named = {
        (folded(row.record.values["organization"]), row.record.values["email"].lower())
        for row in looked.accepted
        if row.record.values.get("email")
    }
    return len(named)


def _stored(draft: ListingDraft) -> dict[str, Any]:
    """What a listing said, as JSON."""
    plain: dict[str, Any] = json.loads(json.dumps(asdict(draft), default=_plain))
    return plain


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value.value


def _draft(stored: Mapping[str, Any]) -> ListingDraft:
    day = stored.get("valid_until")
    typed = {
        "side": Side(stored["side"]),
        "kind": ListingKind(stored["kind"]),
        "shown_to": ShownTo(stored["shown_to"]),
        "valid_until": date.fromisoformat(day) if day else None,
    }
    return ListingDraft(**{field.name: stored[field.name] for field in fields(ListingDraft)} | typed)


def _find_entries(event: Event, done: Sequence[ImportedRow]) -> Mapping[int, Entry]:
    there = listing_queries.list_by_id(event.id, [row.entry_id for row in done])
    return {one.id: Entry(listings.name_of(one), changed_at=one.updated_at) for one in there}


def _remove(event: Event, done: Sequence[ImportedRow], act: Act) -> None:
    """New listings are withdrawn and deleted; whoever was invited keeps nothing any more, unless they have used their
    link."""
    for row in done:
        listings.remove_entered(event, db.session.get_one(Listing, row.entry_id), act=act)
        keeper = listing_queries.find_keeper(int(row.before.get("keeper") or 0))
        if keeper is not None and keeper.confirmed_at is None:
            listings.remove(listing_queries.get_profile(keeper.organization_id), keeper, act=act)


def _restore(event: Event, done: Sequence[ImportedRow], act: Act) -> None:
    for row in done:
        listing = db.session.get_one(Listing, row.entry_id)
        listings.edit(event, listing, _draft(row.before["said"]), act=act, by_office=True)


LISTINGS = Importer(
    key="listings",
    permission="listings.edit",
    path="listings/import",
    file_name="listings",
    wording=Wording(
        title=_l("Import supply and demand"),
        list_name=_l("Supply and demand"),
        heading=_l("Listing"),
        template=_l("Listings to import"),
        new=_l("New listings"),
        changed=_l("Changed listings"),
        undoing=_l("Listings that were added by this import are deleted; changed ones get their former content back."),
    ),
    addresses=Addresses("listings_manage.index", "listings_manage.show", "listing_id"),
    title_key="title",
    columns=COLUMNS,
    same=rows.keys,
    needed=(("side",), ("organization",), ("title", "title_en")),
    heading=rows.heading,
    settle=_settle,
    list_existing=_list_existing,
    prepare=_prepare,
    take=_take,
    rehearse=_rehearse,
    count_letters=_count_answers,
    remove=_remove,
    restore=_restore,
    entry="listing_id",
    find_entries=_find_entries,
    warn=_warn,
    check_now=_check_now,
    most_rows=2000,
    noun="listing",
)
