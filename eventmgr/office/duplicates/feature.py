"""Registrations of one person at one event."""

from __future__ import annotations

from eventmgr.event.registration.notes import BESIDE_LIST, MERGED, MERGED_IDS, MERGED_INTO, PAIR_PAGE, STANDS_FOR
from eventmgr.ground.features import Feature, Holding, Number
from eventmgr.ground.i18n import _l
from eventmgr.office.duplicates import manage, panels, receivers, trail
from eventmgr.office.duplicates.periods import PERIODS
from eventmgr.office.duplicates.queries import list_into

FEATURE = Feature(
    "duplicates",
    numbers={
        "pairs": Number(
            _l("Pairs that look alike"),
            _l("Two valid registrations that may be one person's, for one reason or more."),
        ),
    },
    blueprints=(manage.bp,),
    connect=receivers.connect,
    words=trail.WORDS,
    periods=PERIODS,
    holdings=(
        Holding(
            "merged_registrations",
            _l("Merged registration"),
            {"merged_at": _l("Merged on"), "item": _l("Item"), "content": _l("Content")},
            panels.held_of,
        ),
    ),
    offers={
        BESIDE_LIST: panels.list_link,
        PAIR_PAGE: panels.pair_page,
        MERGED: panels.merged_with,
        MERGED_IDS: panels.merged_ids,
        MERGED_INTO: list_into,
        STANDS_FOR: panels.stands_for,
    },
)
