"""Reading exchange papers."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from eventmgr.event.delegations.models import ExchangePaper, PaperState, PaperVersion
from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.tools.taxonomy import get_unit


class Submitted(NamedTuple):
    """A paper with one of its versions."""

    paper: ExchangePaper
    version: PaperVersion


def find_paper(event_id: int, unit_code: str) -> ExchangePaper | None:
    """The paper of that delegation, as it stands."""
    query = select(ExchangePaper).where(ExchangePaper.event_id == event_id, ExchangePaper.unit_code == unit_code)
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def get_paper(event: Event, unit_code: str) -> ExchangePaper:
    """The paper of that delegation.

    Raises:
        NotFound: it has submitted none.
    """
    paper = find_paper(event.id, unit_code)
    if paper is None:
        raise NotFound(str(ExchangePaper.not_found))
    return paper


def list_versions(paper: ExchangePaper) -> list[PaperVersion]:
    """All of a paper with their texts, the newest first; files are left where they are."""
    query = select(PaperVersion).options(undefer(PaperVersion.text)).where(PaperVersion.paper_id == paper.id)
    return list(db.session.scalars(query.order_by(PaperVersion.number.desc())))


def get_version(paper: ExchangePaper, number: int) -> PaperVersion:
    """One version of a paper, with its text.

    Raises:
        NotFound: there is none of that number.
    """
    query = select(PaperVersion).options(undefer(PaperVersion.text))
    version = db.session.scalars(
        query.where(PaperVersion.paper_id == paper.id, PaperVersion.number == number)
    ).one_or_none()
    if version is None:
        raise NotFound(str(ExchangePaper.not_found))
    return version


def list_newest(event_id: int) -> dict[str, Submitted]:
    """Unit → its paper with the newest version, without texts and files."""
    query = select(ExchangePaper, PaperVersion).join(
        PaperVersion, (PaperVersion.paper_id == ExchangePaper.id) & (PaperVersion.number == ExchangePaper.newest)
    )
    rows = db.session.execute(query.where(ExchangePaper.event_id == event_id))
    return {paper.unit_code: Submitted(paper, version) for paper, version in rows}


def list_bound(event_id: int) -> list[Submitted]:
    """What is printed: of each paper the version that was accepted last, with its text; in official order of the
    delegations."""
    query = select(ExchangePaper, PaperVersion).options(undefer(PaperVersion.text))
    query = query.join(
        PaperVersion, (PaperVersion.paper_id == ExchangePaper.id) & (PaperVersion.number == ExchangePaper.bound)
    )
    rows = db.session.execute(query.where(ExchangePaper.event_id == event_id))
    return sorted((Submitted(*row) for row in rows), key=lambda one: get_unit(one.paper.unit_code).order)


def count_bound(event_id: int) -> int:
    """How many papers are printed."""
    query = select(func.count(ExchangePaper.id)).where(
        ExchangePaper.event_id == event_id, ExchangePaper.bound.is_not(None)
    )
    return db.session.scalar(query) or 0


def count_unchecked(event_id: int) -> int:
    """How many papers the office has not read since they were submitted."""
    query = select(func.count(ExchangePaper.id)).where(
        ExchangePaper.event_id == event_id, ExchangePaper.state == PaperState.TO_CHECK
    )
    return db.session.scalar(query) or 0
