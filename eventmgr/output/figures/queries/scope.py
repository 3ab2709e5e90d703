"""Which events somebody's figures are made of, and what is the same for everything of each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from eventmgr.event.events.models import Event, EventKind, EventStatus, Series, Track
from eventmgr.event.events.queries.lists import is_seen_by
from eventmgr.ground.db import db
from eventmgr.ground.features import roles_of
from eventmgr.ground.i18n import Bilingual
from eventmgr.identity.accounts.models import User
from eventmgr.identity.team.models import TeamMember

MOST = 2000
"""So many events, the latest, are counted together."""


@dataclass(frozen=True)
class Occasion:
    """An event as figures know it."""

    id: int
    slug: str
    title: Bilingual
    kind: EventKind
    status: EventStatus
    starts_at: datetime
    ends_at: datetime
    timezone: str
    host: str
    """Code of the province where it is held; empty: not stated."""
    features: Sequence[str] = ()
    """What the event has switched on."""
    series: str = ""
    """Slug of its series."""
    series_name: Bilingual = field(default_factory=dict)

    @property
    def year(self) -> str:
        """Of its first day, by its own clock."""
        return str(self.starts_at.astimezone(ZoneInfo(self.timezone)).year)


def list_occasions(
    user: User, permission: str, *, series: str | None = None, year: int | None = None, only: int | None = None
) -> list[Occasion]:
    """Events of which the account may read what `permission` opens, the earliest first; the latest `MOST` of them.

    Args:
        series: slug; empty: those of none. only: that one alone, a draft too.
    """
    query = (
        select(
            Event.id,
            Event.slug,
            Event.title,
            Event.kind,
            Event.status,
            Event.starts_at,
            Event.ends_at,
            Event.timezone,
            Event.province_code,
            Event.features,
            Series.slug.label("series"),
            Series.name,
        )
        .outerjoin(Series, Series.id == Event.series_id)
        .where(is_seen_by(user), Event.status != EventStatus.DRAFT if only is None else Event.id == only)
    )
    if not user.is_admin:
        barred = select(TeamMember.event_id).where(TeamMember.user_id == user.id)
        query = query.where(Event.id.not_in(barred.where(TeamMember.role.not_in(roles_of(permission)))))
    if series is not None:
        query = query.where(Series.slug == series if series else Event.series_id.is_(None))
    if year is not None:
        query = query.where(Event.starts_at.between(*_around(year)))
    rows = db.session.execute(query.order_by(Event.starts_at.desc(), Event.id.desc()).limit(MOST)).all()
    occasions = [
        Occasion(
            row.id,
            row.slug,
            row.title,
            row.kind,
            row.status,
            row.starts_at,
            row.ends_at,
            row.timezone,
            row.province_code or "",
            row.features,
            row.series or "",
            row.name or {},
        )
        for row in reversed(rows)
    ]
    return [one for one in occasions if year is None or one.year == str(year)]


def list_track_names(event_ids: Collection[int]) -> dict[str, Bilingual]:
    """Number of a track of these events, as text → its name."""
    query = select(Track.id, Track.name).where(Track.event_id.in_(sorted(event_ids))).order_by(Track.id)
    return {str(number): name for number, name in db.session.execute(query)}


def _around(year: int) -> tuple[datetime, datetime]:
    """Between which instants a year lies, whatever the zone."""
    first = datetime(year, 1, 1, tzinfo=UTC)
    return first - timedelta(days=1), first.replace(year=year + 1) + timedelta(days=1)
