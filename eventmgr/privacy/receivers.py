"""The periods of what lies below: the trail, letters, tries, and persons whom nothing refers to."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from flask import Flask, current_app

from eventmgr.directory import queries as directory
from eventmgr.directory import statements as directory_statements
from eventmgr.directory.models import Organization, Person
from eventmgr.features import vocabulary
from eventmgr.i18n import _l
from eventmgr.log import queries as trail
from eventmgr.log import services as trail_services
from eventmgr.messages import queries as letters
from eventmgr.messages import services as letter_services
from eventmgr.messages.delivery import letter_files
from eventmgr.privacy import services  # noqa: F401 -- registers the daily job
from eventmgr.privacy.periods import Due, Period, add
from eventmgr.web import limits

_UNUSED_FOR = timedelta(days=1)
_AT_ONCE = 500
"""Numbers in one statement."""


def connect(_app: Flask) -> None:
    """From now on the daily job keeps these periods."""
    add(Period("trail", _l("History older than its period"), _trail_due, _delete_trail))
    add(Period("letters", _l("E-mails older than their period"), _letters_due, _delete_letters))
    add(Period("letter_files", _l("Files of e-mails that were deleted"), _files_due, _delete_files))
    add(Period("tries", _l("Counts of tries"), _tries_due, _delete_tries))
    add(Period("persons", _l("Persons and organizations of no registration"), _persons_due, _delete_persons))


def _before(setting: str, at: datetime) -> datetime:
    return at - timedelta(days=int(current_app.config[setting]))


def _site(n: int, since: datetime | None = None) -> list[Due]:
    return [Due("", since, n)] if n else []


def _trail_due(at: datetime) -> list[Due]:
    before = _before("LOG_RETENTION_DAYS", at)
    return _site(trail.count_old(before, vocabulary().records), before)


def _delete_trail(at: datetime, limit: int) -> int:
    words = vocabulary()
    return trail_services.delete_old(
        _before("LOG_RETENTION_DAYS", at), records=words.records, keeps=words.keeps, limit=limit
    )


def _letters_due(at: datetime) -> list[Due]:
    until = _before("LETTER_RETENTION_DAYS", at)
    return _site(letters.count_full(until=until), until)


def _delete_letters(at: datetime, limit: int) -> int:
    return letter_services.forget_until(_before("LETTER_RETENTION_DAYS", at), limit=limit)


def _files_due(_at: datetime) -> list[Due]:
    return _site(len(_forgotten_files()))


def _delete_files(_at: datetime, limit: int) -> int:
    """Without a mail server letters are files, which hold the name and the text as well."""
    paths = _forgotten_files()[:limit]
    for path in paths:
        path.unlink(missing_ok=True)
    return len(paths)


def _forgotten_files() -> list[Path]:
    files = letter_files(Path(current_app.instance_path) / "outbox")
    numbers = sorted(files)
    chunks = (numbers[start : start + _AT_ONCE] for start in range(0, len(numbers), _AT_ONCE))
    return [files[number] for chunk in chunks for number in sorted(letters.list_forgotten(chunk))]


def _tries_due(at: datetime) -> list[Due]:
    return _site(limits.count_ended(at), at)


def _delete_tries(at: datetime, limit: int) -> int:
    return limits.delete_ended(at, limit)


def _persons_due(at: datetime) -> list[Due]:
    before = at - _UNUSED_FOR
    return _site(directory.count_unused(Person, before) + directory.count_unused(Organization, before), before)


def _delete_persons(at: datetime, limit: int) -> int:
    """Persons first: their organizations may be free then, and follow with the next step."""
    persons = directory.list_unused(Person, at - _UNUSED_FOR, limit)
    organizations = [] if persons else directory.list_unused(Organization, at - _UNUSED_FOR, limit)
    directory_statements.delete_unused(persons=persons, organizations=organizations)
    return limit if persons else len(organizations)
