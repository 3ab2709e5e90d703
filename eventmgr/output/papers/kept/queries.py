"""Reading what was printed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import String, cast, func, select

from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.in_order import official_order
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.queries.rows import get_organization_column
from eventmgr.ground.db import db
from eventmgr.ground.i18n import language
from eventmgr.identity.accounts.models import User
from eventmgr.output.papers.kept.comparing import Printed
from eventmgr.output.papers.kept.models import PaperPrint, PrintedPart
from eventmgr.programme.checkin.models import CheckinDevice


class PrintRow(NamedTuple):
    """A printing on the list."""

    id: int
    paper: str
    variant: str
    language: str
    printed_at: datetime
    by: str
    people: int
    is_whole: bool


class Named(NamedTuple):
    """A person on a list of changes."""

    id: int
    name: str
    unit_code: str
    organization: str


def list_prints(event_id: int, *, limit: int) -> list[PrintRow]:
    """The latest printings of an event, the last one first."""
    paper_print = PaperPrint
    query = (
        select(
            paper_print.id,
            paper_print.paper,
            paper_print.variant,
            paper_print.language,
            paper_print.printed_at,
            func.coalesce(User.name, CheckinDevice.name, ""),
            paper_print.people,
            paper_print.is_whole,
        )
        .outerjoin(User, User.id == paper_print.user_id)
        .outerjoin(CheckinDevice, CheckinDevice.id == paper_print.device_id)
        .where(paper_print.event_id == event_id)
        .order_by(paper_print.id.desc())
        .limit(limit)
    )
    return [PrintRow(*row) for row in db.session.execute(query)]


def list_printed(event_id: int) -> set[str]:
    """Papers of which a printing is kept."""
    return set(db.session.scalars(select(PaperPrint.paper).where(PaperPrint.event_id == event_id).distinct()))


def list_unprinted(event_id: int, paper: str) -> list[tuple[int, str, str]]:
    """(registration, name, unit) of who is here and has no part of the paper that is theirs, last come first; nobody
    where the paper was never printed."""
    registration = Registration
    printed = (
        select(PrintedPart.id)
        .join(PaperPrint, PaperPrint.id == PrintedPart.print_id)
        .where(
            PaperPrint.event_id == event_id, PaperPrint.paper == paper, PrintedPart.registration_id == registration.id
        )
        .where(PrintedPart.is_gone.is_(False), cast(PrintedPart.digests, String) != "{}")
    )
    ever = select(PaperPrint.id).where(PaperPrint.event_id == event_id, PaperPrint.paper == paper)
    query = select(registration.id, registration.name, registration.unit_code).where(
        registration.event_id == event_id,
        registration.status == Status.ATTENDED,
        registration.restricted_at.is_(None),
        ever.exists(),
        ~printed.exists(),
    )
    return [
        (number, name, unit)
        for number, name, unit in db.session.execute(query.order_by(registration.attended_at.desc(), registration.id))
    ]


def list_last_parts(event_id: int, paper: str, variant: str, language: str) -> dict[int, Printed]:
    """Registration → what the latest printing of the paper that concerned it says of it."""
    latest = (
        select(PrintedPart.registration_id, func.max(PrintedPart.print_id).label("print_id"))
        .join(PaperPrint, PaperPrint.id == PrintedPart.print_id)
        .where(PaperPrint.event_id == event_id, PaperPrint.paper == paper)
        .where(PaperPrint.variant == variant, PaperPrint.language == language)
        .group_by(PrintedPart.registration_id)
        .subquery()
    )
    query = select(PrintedPart.registration_id, PrintedPart.digests, PrintedPart.is_gone).join(
        latest,
        (latest.c.registration_id == PrintedPart.registration_id) & (latest.c.print_id == PrintedPart.print_id),
    )
    return {number: Printed(digests, is_gone) for number, digests, is_gone in db.session.execute(query)}


def list_named(event_id: int, ids: Collection[int]) -> list[Named]:
    """Those registrations of the event in official order, without people who are only kept."""
    one = Registration
    query = (
        select(one.id, one.name, one.unit_code, get_organization_column(language()))
        .where(one.event_id == event_id, one.id.in_(sorted(ids)), one.restricted_at.is_(None))
        .order_by(*official_order())
    )
    return [Named(*row) for row in db.session.execute(query)]


def list_prints_of(registration_id: int) -> list[tuple[str, datetime]]:
    """(paper, when) of printings that named that registration."""
    query = (
        select(PaperPrint.paper, PaperPrint.printed_at)
        .join(PrintedPart, PrintedPart.print_id == PaperPrint.id)
        .where(PrintedPart.registration_id == registration_id, PrintedPart.is_gone.is_(False))
        .order_by(PaperPrint.id)
    )
    return [(paper, printed_at) for paper, printed_at in db.session.execute(query)]


def list_foreign_parts() -> list[tuple[int, int]]:
    """(printing, registration) of parts about a registration of another event."""
    query = (
        select(PrintedPart.print_id, PrintedPart.registration_id)
        .join(PaperPrint, PaperPrint.id == PrintedPart.print_id)
        .join(Registration, Registration.id == PrintedPart.registration_id)
        .where(Registration.event_id != PaperPrint.event_id)
        .order_by(PrintedPart.id)
    )
    return [(print_id, number) for print_id, number in db.session.execute(query)]
