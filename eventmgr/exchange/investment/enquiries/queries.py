"""Reading enquiries about offers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from eventmgr.event.events.models import Event
from eventmgr.exchange.investment.enquiries.waiting import LATE, UNRECORDED, late_before
from eventmgr.exchange.investment.models import EnquiryResult, EnquiryState, InvestmentEnquiry
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.text import LARGEST
from eventmgr.matchmaking.listings.models import Listing
from eventmgr.matchmaking.listings.queries import is_serving
from eventmgr.matchmaking.outcomes.models import Deal
from eventmgr.tools.web.paging import Key, Page, get_page

_MOST_OWN = 200
_E = InvestmentEnquiry


def find_enquiry(number: int) -> InvestmentEnquiry | None:
    """The enquiry of that number with its offer."""
    query = _with_offer().where(_E.id == number)
    return db.session.scalars(query).one_or_none() if 0 < number <= LARGEST else None


def get_enquiry(number: int, *, lock: bool = False) -> InvestmentEnquiry:
    """The enquiry of that number with its offer, as it stands.

    Raises:
        NotFound: there is none, or its address is not confirmed.
    """
    return _one(_with_offer().where(_E.id == number), number, lock=lock)


def get_of_offers(number: int, listing_ids: Collection[int]) -> InvestmentEnquiry:
    """The same, if it is about one of these offers.

    Raises:
        NotFound: there is none.
    """
    return _one(_with_offer().where(_E.id == number, _E.listing_id.in_(listing_ids)), number)


def get_of_province(number: int, own: str) -> InvestmentEnquiry:
    """The same, if its offer is of that province; empty: of any.

    Raises:
        NotFound: there is none.
    """
    return _one(_with_offer().where(_E.id == number, *_of(own)), number)


def _one(query: Select[Any], number: int, *, lock: bool = False) -> InvestmentEnquiry:
    query = query.where(_E.state != EnquiryState.UNCONFIRMED).execution_options(populate_existing=True)
    if lock:
        query = query.with_for_update(of=_E)
    enquiry: InvestmentEnquiry | None = db.session.scalars(query).one_or_none() if 0 < number <= LARGEST else None
    if enquiry is None:
        raise NotFound(str(_E.not_found))
    return enquiry


def _with_offer() -> Select[Any]:
    query = select(_E).join(_E.listing).join(Listing.organization)
    of_listing = contains_eager(_E.listing)
    return query.options(
        of_listing.contains_eager(Listing.organization),
        of_listing.joinedload(Listing.event).load_only(Event.slug, Event.title),
    )


def _of(own: str) -> list[ColumnElement[bool]]:
    return [is_serving(own)] if own else []


def list_of_offers(listing_ids: Collection[int]) -> Sequence[InvestmentEnquiry]:
    """Confirmed enquiries about these offers, with them, the latest first; one statement."""
    query = _with_offer().where(_E.listing_id.in_(listing_ids), _E.state != EnquiryState.UNCONFIRMED)
    return db.session.scalars(query.order_by(_E.asked_at.desc(), _E.id.desc()).limit(_MOST_OWN)).all()


def get_office_page(
    own: str, wanted: EnquiryState | str | None, listing_id: int | None, cursor: str | None, *, at: datetime
) -> Page[InvestmentEnquiry]:
    """One page of the confirmed enquiries about offers of that province (empty: of all), the latest first; one
    statement.

    Args:
        wanted: of that state, where awaiting an answer leaves out what is overdue at `at`; or `LATE`, or `UNRECORDED`;
        None: all.
        listing_id: about that offer alone.
    """
    where = [_E.state != EnquiryState.UNCONFIRMED, *_of(own), *_wanted(wanted, at)]
    if listing_id is not None:
        where.append(_E.listing_id == listing_id)
    keys = [Key(_E.asked_at, falling=True), Key(_E.id, falling=True)]
    return get_page(_with_offer().where(*where), keys, cursor)


def _wanted(wanted: EnquiryState | str | None, at: datetime) -> list[ColumnElement[bool]]:
    waits = _E.state == EnquiryState.ASKED
    if wanted == LATE:
        return [waits, _E.asked_at < late_before(at)]
    if wanted == UNRECORDED:
        return [_is_unrecorded()]
    if wanted is EnquiryState.ASKED:
        return [waits, _E.asked_at >= late_before(at)]
    return [_E.state == wanted] if wanted is not None else []


def count_open(own: str, *, at: datetime) -> tuple[int, int, int]:
    """Of that province (empty: of all) how many await an answer in time, how many are overdue, and how many led to a
    deal that is not recorded; one statement."""
    is_late, unrecorded = _E.asked_at < late_before(at), _is_unrecorded()
    waits = _E.state == EnquiryState.ASKED
    query = select(
        func.count(_E.id).filter(waits, ~is_late),
        func.count(_E.id).filter(waits, is_late),
        func.count(_E.id).filter(unrecorded),
    ).where(or_(waits, unrecorded))
    if own:
        query = query.join(_E.listing).join(Listing.organization).where(is_serving(own))
    waiting, late, deals = db.session.execute(query).one()
    return int(waiting), int(late), int(deals)


def _is_unrecorded() -> ColumnElement[bool]:
    closed = (_E.state == EnquiryState.CLOSED) & (_E.result == EnquiryResult.DEAL)
    return closed & _E.deal_id.is_(None) & _E.forgotten_at.is_(None)


def list_waiting_of(listing_ids: Collection[int], *, limit: int) -> Sequence[InvestmentEnquiry]:
    """Those about these offers that await an answer, with them, the oldest first; one statement."""
    query = _with_offer().where(_E.listing_id.in_(listing_ids), _E.state == EnquiryState.ASKED)
    return db.session.scalars(query.order_by(_E.asked_at, _E.id).limit(limit)).all()


def is_asked_of(province: str) -> bool:
    """Whether anybody has ever asked about an offer of that province."""
    query = select(_E.id).join(_E.listing).join(Listing.organization)
    query = query.where(is_serving(province), _E.state != EnquiryState.UNCONFIRMED)
    return db.session.scalar(query.limit(1)) is not None


def is_asked_at(event_id: int) -> bool:
    """Whether an enquiry about an offer of that event awaits an answer: a look that spares most own pages the rest."""
    query = select(_E.id).join(_E.listing).where(Listing.event_id == event_id, _E.state == EnquiryState.ASKED)
    return db.session.scalar(query.limit(1)) is not None


def count_waiting_of(listing_ids: Collection[int]) -> int:
    """How many about these offers await an answer."""
    query = select(func.count()).select_from(_E)
    return db.session.scalar(query.where(_E.listing_id.in_(listing_ids), _E.state == EnquiryState.ASKED)) or 0


def get_deal(enquiry: InvestmentEnquiry) -> tuple[Deal, Event] | None:
    """The deal that is recorded of it, with its event; None: none is."""
    query = select(Deal, Event).join(Event, Event.id == Deal.event_id).where(Deal.id == enquiry.deal_id)
    row = db.session.execute(query).one_or_none() if enquiry.deal_id is not None else None
    return (row[0], row[1]) if row is not None else None


def count_old(unconfirmed_before: datetime, changed_before: datetime) -> tuple[int, datetime | None]:
    """How many hold personal data longer than they should, and when anything last happened to the first of them."""
    query = select(func.count(), func.min(_E.changed_at)).where(_is_old(unconfirmed_before, changed_before))
    number, first = db.session.execute(query).one()
    return int(number), first


def list_old(unconfirmed_before: datetime, changed_before: datetime, limit: int) -> Sequence[InvestmentEnquiry]:
    """Those, by number, locked; what another is at is left out."""
    query = select(_E).options(joinedload(_E.listing, innerjoin=True))
    query = query.where(_is_old(unconfirmed_before, changed_before)).order_by(_E.id).limit(limit)
    return db.session.scalars(query.with_for_update(of=_E, skip_locked=True)).all()


def _is_old(unconfirmed_before: datetime, changed_before: datetime) -> ColumnElement[bool]:
    never = (_E.state == EnquiryState.UNCONFIRMED) & (_E.changed_at < unconfirmed_before)
    return or_(never, (_E.changed_at < changed_before) & _E.forgotten_at.is_(None))


def list_faulty() -> Iterator[tuple[int, str]]:
    """(number, what is wrong) of enquiries that contradict themselves."""
    known = _E.state.in_([EnquiryState.SHOWN, EnquiryState.CLOSED])
    wrong = (
        (known & _E.shown_at.is_(None), "who asked was shown without a date of the consent"),
        ((_E.state != EnquiryState.UNCONFIRMED) & _E.asked_at.is_(None), "asked without a date"),
        (_E.forgotten_at.is_not(None) & (_E.email != ""), "forgotten, but the address is there"),
        ((_E.state == EnquiryState.CLOSED) & _E.result.is_(None), "closed without a result"),
    )
    for condition, words in wrong:
        for number in db.session.scalars(select(_E.id).where(condition).order_by(_E.id)):
            yield number, words
