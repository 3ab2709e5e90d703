"""RFC 5545 text from plain values: entries, calendars, invitations. Knows no feature, no page, no table.

Folding, escaping and the order of properties are the icalendar library's; this package decides what is said, keeps
the bytes of entries that did not change, and puts entries under a head without serialising them again.
"""

from eventmgr.tools.ical.entry import Attendee, Entry, EntryStatus, digest_of, later, seen_of, whole_days
from eventmgr.tools.ical.invitations import Method, invitation
from eventmgr.tools.ical.writing import calendar, vevent, vevents
from eventmgr.tools.ical.zones import vtimezone

__all__ = [
    "Attendee",
    "Entry",
    "EntryStatus",
    "Method",
    "calendar",
    "digest_of",
    "invitation",
    "later",
    "seen_of",
    "vevent",
    "vevents",
    "vtimezone",
    "whole_days",
]
