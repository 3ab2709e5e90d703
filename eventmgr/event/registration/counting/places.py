"""Numbers of registration beside those about people: computed from these, or counted together. Pure."""

from __future__ import annotations

from eventmgr.ground.features import Number
from eventmgr.ground.i18n import _l

NUMBERS = {
    "places_left": Number(
        _l("Places left"), _l("Places at the event minus those held or offered, staff included; never below zero.")
    ),
    "quota_left": Number(
        _l("Places left in a quota"),
        _l("Places of a delegation minus those it holds or has been offered, staff included; never below zero."),
    ),
    "quota_used": Number(
        _l("Places used in a quota"),
        _l("Places that a delegation holds, without people of participant types that come in addition to the quotas."),
    ),
    "quota_over": Number(
        _l("Over quota"),
        _l("Places that a delegation holds or has been offered, staff included, beyond its quota."),
    ),
    "attendance": Number(_l("Attendance"), _l("Present as a percentage of expected; staff are not counted.")),
    "provinces_shown": Number(
        _l("Provinces/regions shown"),
        _l(
            "Provinces with a line of their own in the public table; others, whose numbers are "
            "small, are counted together."
        ),
        "the public table",
    ),
    "others": Number(
        _l("Others"), _l("Those who are counted together there, because their numbers are small or the list is short.")
    ),
    "stays": Number(
        _l("Accommodation, travel and dietary requirements"),
        _l("Registrations that still hold some of these details."),
    ),
    "documents": Number(
        _l("Numbers of identity documents"),
        _l("Registrations that still hold the number of an identity document, or ask for a change that names one."),
    ),
    "former": Number(
        _l("People who passed their place on"),
        _l("People whose place passed to somebody else during a legal hold, and whose information is kept separately."),
    ),
    "kept_answers": Number(
        _l("Kept answers"), _l("Registrations with an answer to a question that has its own retention period.")
    ),
    "named": Number(_l("Named registrations"), _l("Registrations that still hold a name.")),
    "listed": Number(_l("Rows of a list"), _l("All rows that match the filters of the list."), "that list itself"),
    "shown": Number(_l("Rows of a page"), _l("Rows on this page of the list."), "that list itself"),
}
"""`data-figure` → the number."""
