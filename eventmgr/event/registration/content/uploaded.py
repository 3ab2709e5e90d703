"""Files of many registrations, and what they are called in an archive. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from eventmgr.event.forms.attached import Attached
from eventmgr.ground.text import clean_line

_NOT_IN_NAMES = re.compile(r'[/\\:*?"<>|\x00-\x1f]+')
_LONGEST = 60


@dataclass(frozen=True)
class Uploaded:
    """A file, and whose it is."""

    registration_id: int
    name: str
    organization: str
    field: str
    attached: Attached


def archive_names(files: Iterable[Uploaded], labels: Mapping[str, str]) -> dict[str, str]:
    """Key → path in the archive: a folder for each question, then organization, name, number and the file's own name."""
    return {
        file.attached.key: "/".join(
            (
                _part(labels.get(file.field, file.field)),
                f"{_part(file.organization)} {_part(file.name)} {file.registration_id} {_NOT_IN_NAMES.sub(' ', file.attached.name)}".strip(),
            )
        )
        for file in files
    }


def _part(text: str) -> str:
    return clean_line(_NOT_IN_NAMES.sub(" ", text)).strip(". ")[:_LONGEST] or "-"
