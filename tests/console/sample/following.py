"""The rows behind a number about people, and an event with the numbers that the sample has not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from sqlalchemy import Select, func, select

from eventmgr.console.sample import queries
from eventmgr.console.sample.people.roster import MATCHMAKING, SEMINAR, VISIT
from eventmgr.event.delegations.board.rows import board_of
from eventmgr.event.delegations.models import PaperState
from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import HOLDING
from eventmgr.event.quotas.queries import list_unit_tallies
from eventmgr.event.registration.counting.figures import FIGURES, day_offset
from eventmgr.event.registration.filters import read_filter
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.office_list.queries import count_listed, iterate_rows
from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.identity.privacy.models import Consent
from eventmgr.matchmaking.listings.models import Listing, ListingKind, ListingState, NearListing
from eventmgr.office.mailings.models import BulkMail, BulkRecipient
from eventmgr.on_site.logistics.models import Hotel, HotelRoom, HotelStay
from eventmgr.tools.channels.models import ChannelMessage
from eventmgr.tools.taxonomy import topics
from tests.factories import NOON, make_registration
from tests.on_site.signup.groups import choose, make_asking_event, make_group

EVENTS = (SEMINAR, MATCHMAKING, VISIT)
RARE = "rare-cases"


def add_rare() -> None:
    """An event with what the sample has not: a full group, guests from abroad, people to phone, late changes, and a
    publication that writes to people."""
    event = make_asking_event(slug=RARE, capacity=60)
    group = make_group(event, 1, title={"zh": "第一组", "en": "First group"})
    for name in ("王一", "王二"):
        choose(event, group, name=name)
    for country in ("JP", "JP", "JP", "KR"):
        make_registration(event, country_code=country, unit_code="", province_code="")
    for _ in range(12):
        make_registration(event, untold_since=NOON, changed_late_at=NOON)
    make_registration(event, role=Role.STAFF)
    with transaction():
        stands = db.session.get(Event, event.id)
        assert stands is not None
        stands.status = EventStatus.POSTPONED


def rows_behind(address: str) -> list[Any]:
    """The rows of the organizers' list at this address, as unit, province and country; and what its foot says."""
    parts = urlsplit(address)
    found = re.fullmatch(r"/manage/events/([a-z-]+)/registrations/", parts.path)
    assert found, address
    event = queries.find_event(found[1])
    filters = read_filter(dict(parse_qsl(parts.query)), day_offset(event), types_of(event))
    rows = list(iterate_rows(event.id, filters, ("unit_code", "province_code", "country_code")))
    assert count_listed(event.id, filters, list_unit_tallies(event.id)) in (len(rows), None), address
    return rows


def behind(event: Event) -> int:
    """Delegations that have not done what was due by now."""
    return sum(row.is_behind(clock.now()) for row in board_of(event))


def unchecked(event: Event) -> int:
    """Delegations whose exchange paper nobody has read."""
    return sum(row.facts.paper is PaperState.TO_CHECK for row in board_of(event))


def disclosed(event: Event, of: Mapping[str, str]) -> int:
    """How many of the first hotel's people stand in the sample's list, which has no filter, or are left out for a reason."""

    def agreed(purpose: str) -> Select[tuple[int]]:
        return select(Consent.registration_id).where(Consent.purpose == purpose, Consent.withdrawn_at.is_(None))

    hotel = select(func.min(Hotel.id)).where(Hotel.event_id == event.id).scalar_subquery()
    query = select(func.count()).where(Registration.event_id == event.id, Registration.status.in_(HOLDING))
    query = (
        query.select_from(Registration)
        .join(HotelStay, HotelStay.registration_id == Registration.id)
        .join(HotelRoom, HotelRoom.id == HotelStay.room_id)
    )
    query = query.where(
        HotelRoom.hotel_id == hotel, Registration.id.in_(agreed("stay")) == (of["state"] != "no_consent")
    )
    if of["state"] != "no_consent":
        query = query.where(Registration.id.in_(agreed("stay_plan")) == (of["state"] == "listed"))
    return db.session.scalar(query) or 0


def offered(event: Event, address: str) -> int:
    """How many listings the organizers' list at this address has, counted one by one."""
    asked = dict(parse_qsl(urlsplit(address).query))
    rows = db.session.scalars(select(Listing).where(Listing.event_id == event.id))
    return sum(
        asked.get("side", row.side.value) == row.side.value and asked.get("state", row.state.value) == row.state.value
        for row in rows
    )


def published(address: str) -> int:
    """How many listings everybody may read at this address of a board, counted one by one."""
    parts = urlsplit(address)
    slug = next(iter(re.findall(r"^/events/([a-z-]+)/", parts.path)), "")
    asked = dict(parse_qsl(parts.query))
    below = {topic.id: topic.parent for topic in topics()}
    return sum(
        (not slug or (row.event is not None and row.event.slug == slug))
        and row.state is ListingState.PUBLISHED
        and not row.confidential
        and (row.valid_until is None or row.valid_until >= clock.now().date())
        and (row.kind is ListingKind.STANDARD or not parts.path.startswith("/standards/"))
        and asked.get("side", row.side.value) == row.side.value
        and asked.get("province", row.organization.province_code) == row.organization.province_code
        and asked.get("topic", row.topic_id) in (row.topic_id, below.get(row.topic_id or ""))
        for row in db.session.scalars(select(Listing))
    )


def likeness(of: Mapping[str, str]) -> int:
    """How near two listings are, as it was kept."""
    return db.session.get_one(NearListing, (int(of["listing"]), int(of["other"]))).likeness


def recipients(address: str, event: Event, of: Mapping[str, str]) -> int:
    """How many recipients of a bulk e-mail are as a number of its page says: from the rows that were kept, or else counted
    one by one on the list of now."""
    parts = urlsplit(address)
    number = of.get("mail") or next(iter(re.findall(r"/bulk-mail/(\d+)/", parts.path)), "")
    mail = db.session.get(BulkMail, int(number)) if number else None
    if mail is not None and mail.started_at is not None:
        kept = db.session.scalars(select(BulkRecipient.state).where(BulkRecipient.bulk_mail_id == mail.id))
        return sum(state.value == of["state"] for state in kept)
    asked = mail.filters if mail is not None else dict(parse_qsl(parts.query))
    filters = read_filter(asked, day_offset(event), types_of(event))
    rows = iterate_rows(event.id, filters, ("email", "language", "status"))
    return sum(
        bool(row.email) == (of["state"] == "waiting")
        and of.get("language", row.language) == row.language
        and of.get("status", row.status.value) == row.status.value
        for row in rows
    )


def listed(slug: str, key: str, **narrowed: str) -> str:
    """The address of the rows of a number."""
    return f"/manage/events/{slug}/registrations/?{urlencode({**FIGURES[key].asks, **narrowed})}"


def texted(of: Mapping[str, str]) -> int:
    """How many texts of a short message there are, of one state or in all."""
    kept = db.session.scalars(
        select(ChannelMessage.state).where(ChannelMessage.batch == f"short_message:{of['message']}")
    )
    return sum(of.get("state", state.value) == state.value for state in kept)
