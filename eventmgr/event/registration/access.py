"""One table says which field of a registration is whose to read: lists, pages, exports, searches and trails ask here.

Which roles hold each permission stands in `events/access.py`. A field that nobody has put into the table belongs to the
office alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from flask import url_for

from eventmgr.event.events.access import may
from eventmgr.event.events.models import Event
from eventmgr.event.forms import questions
from eventmgr.event.forms.fields import DOCUMENT
from eventmgr.event.registration.counting.figures import FIGURES
from eventmgr.event.registration.filters import ListFilter
from eventmgr.event.registration.models import Registration
from eventmgr.ground.errors import NotAllowed
from eventmgr.ground.i18n import _
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.wording import Seen

CLOSED = "registrations.office"
"""What a field needs that is in no group."""
ANSWERS = "registrations.answers"
REVEAL = "registrations.reveal"
"""To see what is covered, with a reason that is recorded; the field's own permission is needed as well."""
FIELDS: dict[str, frozenset[str]] = {
    "registrations.read": frozenset(
        {
            *("name", "organization", "organization_name", "unit", "unit_code", "province", "province_code", "sector"),
            *("country", "country_code", "name_latin"),
            *(
                "sector_code",
                "size",
                "size_class",
                "title",
                "role",
                "leadership",
                "group",
                "group_state",
                "unit_word",
                "status",
                "created",
                "changed",
                "stay_deleted_at",
                "forgotten_at",
                "restricted_at",
                "objected_at",
            ),
        }
    ),
    "registrations.contact": frozenset({"mobile", "email"}),
    "registrations.stay": frozenset({"gender", "lodging", "arrival", "departure"}),
    "registrations.sensitive": frozenset({"diet", "diet_note"}),
    "registrations.identity": frozenset(DOCUMENT),
    ANSWERS: frozenset({"remarks"}),
    CLOSED: frozenset(
        {
            *("office_note", "rank", "reason", "source", "consents", "todo"),
            *(
                "uncovered",
                "why",
                "looks_like_id",
                "changed_late_at",
                "change_requested_at",
                "requested_change",
                "consent_asked_at",
                "untold_since",
                "language",
                "invitation_id",
            ),
        }
    ),
}
"""Permission → the fields that it opens; the event's own questions (`q_…`) belong to `ANSWERS`."""
_FILTER = "filter."
"""Before the name of a field that an export was narrowed by."""
_PERMISSION_OF = {field: permission for permission, fields in FIELDS.items() for field in fields}


class Reads(Protocol):
    """Whether the reader may see a field."""

    def __call__(self, field: str) -> bool:
        """`field` as a column, the form, or the trail (`answers.lodging`) calls it."""


def permission_of(field: str) -> str:
    """What the reader must hold to see `field`."""
    field = field.removeprefix("answers.")
    if field.startswith(questions.PREFIX):
        return ANSWERS
    return _PERMISSION_OF.get(field, CLOSED)


def reader_of(event: Event) -> Reads:
    """What the signed-in user may read of the registrations of `event`."""
    return partial(_reads, event)


def _reads(event: Event, field: str) -> bool:
    return may(event, permission_of(field))


def check_filter(filters: ListFilter, reads: Reads) -> None:
    """A list may only be narrowed by what its reader may see: a filter tells what it looks for.

    Raises:
        NotAllowed: it asks for more.
    """
    if (filters.todo or filters.flag) and not reads("todo"):
        raise NotAllowed(_("Your role in this event does not allow this. Contact the owner."))


def seen_entries(entries: Iterable[AuditEntry], reads: Reads) -> list[Seen]:
    """The trail of a registration without the fields and reasons that are not the reader's."""
    return [_narrowed(Seen(entry, entry.changes, entry.reason), reads) for entry in entries]


def narrow_trail(event: Event, seen: Sequence[Seen]) -> list[Seen]:
    """The same for a whole event's history; of an export also what its list was narrowed by."""
    reads = reader_of(event)
    return [_narrowed(line, reads) if _is_about_people(line) else line for line in seen]


def _is_about_people(seen: Seen) -> bool:
    filtered = any(field.startswith(_FILTER) for field in seen.changes)
    return filtered or seen.entry.object_type == Registration.__tablename__


def _narrowed(seen: Seen, reads: Reads) -> Seen:
    is_registration = seen.entry.object_type == Registration.__tablename__
    changes = {
        field: pair
        for field, pair in seen.changes.items()
        if (not is_registration and not field.startswith(_FILTER)) or reads(field.removeprefix(_FILTER))
    }
    return replace(seen, changes=changes, reason=seen.reason if reads("reason") else "")


def rows_of(event: Event, key: str, **scope: str) -> str:
    """The address of the rows behind a number; empty for those who may not read them, and where no filter says it.

    Args:
        scope: what the place of the number narrows it to, as the list's filters say it.
    """
    if key not in FIGURES or not may(event, "registrations.read"):
        return ""
    asked: dict[str, Any] = {**FIGURES[key].asks, **scope}
    return url_for("registration_manage.index", slug=event.slug, **asked)
