"""What pairs and merges show on pages of registrations, and where addresses of a merged one lead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask import url_for

from eventmgr.event.events.access import may
from eventmgr.event.events.models import Event
from eventmgr.event.forms.queries import list_questions
from eventmgr.event.forms.questions import for_participants
from eventmgr.event.registration.asking.queries import list_group_titles
from eventmgr.event.registration.details import lines_of
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.notes import Link
from eventmgr.event.registration.queries.rows import list_registrations_by_id
from eventmgr.ground.errors import WrongLink
from eventmgr.ground.i18n import _, format_instant, language
from eventmgr.office.duplicates import queries
from eventmgr.office.duplicates.models import Merge
from eventmgr.tools.likeness.pairing import pair_of
from eventmgr.tools.likeness.queries import find_merge_of

PERMISSION = "registrations.edit"
_LONGEST_WAY = 10


def list_link(event: Event, _tallies: object) -> Link | None:
    """The way from the list of registrations to the pairs that look alike."""
    return (
        Link(_("Duplicates"), url_for("duplicates_manage.index", slug=event.slug)) if may(event, PERMISSION) else None
    )


def pair_page(event: Event, one: int, other: int) -> str:
    """The page that compares two registrations."""
    first, second = pair_of(one, other)
    return url_for("duplicates_manage.pair", slug=event.slug, registration_id=first, other_id=second)


def merged_with(event: Event, registration: Registration) -> Sequence[Link]:
    """From the one that stayed to those that it was merged with, and back: each keeps its own history."""
    links = []
    for merge in queries.list_merges_about([registration.id]):
        stayed = merge.kept_id == registration.id
        when = format_instant(merge.merged_at, event.timezone)
        number = merge.merged_id if stayed else merge.kept_id
        label = (
            _(
                "Merged with registration no. %(number)s on %(when)s: its change log and e-mails",
                number=number,
                when=when,
            )
            if stayed
            else _(
                "Merged into registration no. %(number)s on %(when)s, which replaces this one",
                number=number,
                when=when,
            )
        )
        links.append(Link(label, url_for("registration_manage.show", slug=event.slug, registration_id=number)))
    return links


def stands_for(registration: Registration, version: str) -> Registration | None:
    """The registration to which the addresses of a merged one lead; None: it was not merged.

    Raises:
        WrongLink: the addresses of the one that stayed were made void since.
    """
    successor = None
    for _step in range(_LONGEST_WAY):
        merge = find_merge_of(Merge, registration.id)
        if merge is None or registration.changed_at != merge.merged_at:
            break
        if getattr(merge.kept, version) != getattr(merge, version):
            raise WrongLink(_("This link is invalid or no longer works. Resend it from the event's page."))
        successor = registration = merge.kept
    return successor


def merged_ids(registration_id: int) -> set[int]:
    """Numbers of the registrations that became one with this one, of those into which others had gone before too."""
    merged: set[int] = set()
    newest = {registration_id}
    for _step in range(_LONGEST_WAY):
        newest = queries.list_merged_into(newest) - merged
        if not newest:
            break
        merged |= newest
    return merged


def held_of(registration_id: int) -> list[Mapping[str, str | datetime]]:
    """What registrations that were merged with this one still say of the person, for the person's own copy."""
    merges = [merge for merge in queries.list_merges_about([registration_id]) if merge.kept_id == registration_id]
    contents: list[Mapping[str, str | datetime]] = []
    for merge in merges:
        [row] = list_registrations_by_id(merge.event_id, [merge.merged_id])
        groups = list_group_titles(merge.event_id) if row.answers.get("group") else {}
        asked = for_participants(list_questions(merge.event_id))
        for label, value in lines_of(row, asked, language(), groups=groups):
            contents.append({"merged_at": merge.merged_at, "item": label, "content": value})
    return contents
