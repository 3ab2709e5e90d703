"""What a room declares of its periods: which rows are due, how many go at once, and what becomes of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db, write
from eventmgr.ground.features import Due
from eventmgr.identity.privacy.keeping import Rows, kept_after_event, kept_by_age
from eventmgr.identity.privacy.periods import months_later
from eventmgr.output.papers.kept.models import PaperPrint
from tests.factories import NOON, keep, make_event
from tests.identity.privacy.holds import put

pytestmark = pytest.mark.usefixtures("frozen")
_BADGES, _LISTS = PaperPrint.paper == "badges", PaperPrint.paper == "lists"
BOTH = kept_after_event(
    "both",
    "Badges go, lists lose their variant",
    Rows(select(PaperPrint).join(Event).where(_BADGES)),
    Rows(select(PaperPrint).join(Event).where(_LISTS, PaperPrint.variant != ""), values={"variant": ""}),
    after=Event.ends_at,
    months=Event.retention_months,
)
DAY = timedelta(days=1)


@pytest.fixture
def events(app):
    """Three events with two rows of each kind, the one that ended last made first."""
    made = [make_event(slug=f"event-{day}", retention_months=12, starts_at=NOON + day * DAY) for day in (3, 2, 1)]
    for event in made:
        for paper in ("badges", "lists"):
            for _ in range(2):
                keep(
                    PaperPrint(
                        event_id=event.id, paper=paper, variant="a", language="zh", printed_at=NOON, people=1, is_whole=True
                    )
                )  # fmt: skip
    return made


def left():
    """Event → how many badges and how many lists with a variant it still has."""
    db.session.expire_all()
    rows = db.session.execute(select(Event.slug, PaperPrint.paper, PaperPrint.variant).join(PaperPrint)).all()
    return {
        slug: [sum(row[:2] == (slug, "badges") for row in rows), sum(row == (slug, "lists", "a") for row in rows)]
        for slug in sorted({row.slug for row in rows})
    }


def test_nothing_is_due_a_second_early_and_then_each_event_by_its_end(events):
    third, second, first = events
    due = months_later(first.ends_at, 12)

    assert BOTH.list_due(due - timedelta(seconds=1)) == []
    assert BOTH.list_due(due) == [Due("event-1", due, 4)]
    late = months_later(third.ends_at, 12)
    assert BOTH.list_due(late) == [Due(one.slug, months_later(one.ends_at, 12), 4) for one in (first, second, third)]


def test_no_more_than_the_limit_ends_at_once_over_tables_and_events(events):
    late = months_later(events[0].ends_at, 12)
    steps = []
    for _ in range(4):
        done = write(lambda: BOTH.delete_some(late, 5))
        steps.append((done, left()))

    assert steps == [
        (5, {"event-1": [0, 0], "event-2": [1, 2], "event-3": [2, 2]}),
        (5, {"event-1": [0, 0], "event-2": [0, 0], "event-3": [0, 2]}),
        (2, {"event-1": [0, 0], "event-2": [0, 0], "event-3": [0, 0]}),
        (0, {"event-1": [0, 0], "event-2": [0, 0], "event-3": [0, 0]}),
    ]


def test_rows_that_the_session_holds_follow(events):
    [badge, _other] = db.session.scalars(select(PaperPrint).where(PaperPrint.event_id == events[2].id, _BADGES)).all()
    [listed, _other] = db.session.scalars(select(PaperPrint).where(PaperPrint.event_id == events[2].id, _LISTS)).all()

    BOTH.delete_some(months_later(events[2].ends_at, 12), 10)

    assert (badge in db.session, listed.variant) == (False, "")


def test_an_event_under_a_legal_hold_keeps_its_rows_whatever_is_declared(events):
    aged = kept_by_age(
        "aged", "Printings", Rows(select(PaperPrint).join(Event)), since=PaperPrint.printed_at, lasts=DAY, event=Event
    )
    put(events[1])
    late = months_later(events[0].ends_at, 120)

    assert [[due.scope for due in period.list_due(late)] for period in (BOTH, aged)] == [
        ["event-1", "event-3"],
        ["event-3", "event-1"],
    ]
    assert (write(lambda: BOTH.delete_some(late, 100)), write(lambda: aged.delete_some(late, 100))) == (8, 4)
    assert left() == {"event-2": [2, 2]}


def test_what_has_no_event_is_due_from_its_own_instant(app):
    event = make_event()
    for number in range(3):
        at = NOON + number * DAY
        keep(
            PaperPrint(
                event_id=event.id,
                paper="badges",
                variant=f"{number}",
                language="zh",
                printed_at=at,
                people=1,
                is_whole=True,
            )
        )
    told = []
    period = kept_by_age(
        "prints",
        "Prints",
        Rows(select(PaperPrint), forget=lambda prints, at: told.append(([one.variant for one in prints], at))),
        since=PaperPrint.printed_at,
        lasts=lambda: 2 * DAY,
    )

    assert period.list_due(NOON + DAY) == []
    assert period.list_due(NOON + 3 * DAY) == [Due("", NOON + 2 * DAY, 2)]
    assert period.delete_some(NOON + 3 * DAY, 1) == 1
    assert told == [(["0"], NOON + 3 * DAY)]
