"""How long letters are kept, and the files of letters where no mail server is set."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app

from eventmgr.ground.features import Due, Period
from eventmgr.ground.i18n import _l
from eventmgr.tools.messages import queries, services

_AT_ONCE = 500
"""Numbers in one statement."""


def letters_before(at: datetime) -> datetime:
    """Until when e-mails were written whose retention period has ended."""
    return at - timedelta(days=int(current_app.config["LETTER_RETENTION_DAYS"]))


def _letters_due(at: datetime) -> list[Due]:
    n = queries.count_full(until=letters_before(at))
    return [Due("", letters_before(at), n)] if n else []


def _delete_letters(at: datetime, limit: int) -> int:
    return services.forget_until(letters_before(at), limit=limit)


def _files_due(_at: datetime) -> list[Due]:
    n = len(_forgotten_files())
    return [Due("", None, n)] if n else []


def _delete_files(_at: datetime, limit: int) -> int:
    """Without a mail server letters are files, which hold the name and the text as well."""
    paths = _forgotten_files()[:limit]
    for path in paths:
        path.unlink(missing_ok=True)
    return len(paths)


def _forgotten_files() -> list[Path]:
    files = _letter_files(Path(current_app.instance_path) / "outbox")
    numbers = sorted(files)
    chunks = (numbers[start : start + _AT_ONCE] for start in range(0, len(numbers), _AT_ONCE))
    return [files[number] for chunk in chunks for number in sorted(queries.list_forgotten(chunk))]


def _letter_files(folder: Path) -> dict[int, Path]:
    """Letter → the file that `delivery.Folder` has written of it (delivering is slow to import, and only workers
    do)."""
    numbered = ((path.name.partition("-")[0], path) for path in folder.glob("*-*.eml"))
    return {int(number): path for number, path in numbered if number.isascii() and number.isdecimal()}


PERIODS = (
    Period("letters", _l("E-mails past their retention period"), _letters_due, _delete_letters),
    Period("letter_files", _l("Files of e-mails that were deleted"), _files_due, _delete_files),
)
