"""Files and pictures as answers: what is kept of one, and which kinds an organizer may ask for. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from eventmgr.ground.i18n import _, _l

ACCEPTS = {
    "pdf": _l("PDF"),
    "word": _l("Word (docx)"),
    "excel": _l("Excel (xlsx)"),
    "slides": _l("PowerPoint (pptx)"),
    "picture": _l("pictures (JPEG, PNG, WebP)"),
}
"""Kinds of files that a question may accept, in words."""
PICTURE = "picture"
MOST_MEGABYTES = 10
"""No question of any event takes larger files."""
USUAL_MEGABYTES = 5
"""What a question takes that does not say."""


@dataclass(frozen=True)
class Attached:
    """A file that somebody has given as an answer; its content is kept elsewhere under `key`."""

    key: str
    name: str
    size: int

    @property
    def value(self) -> str:
        """What tells it from another one of the same name."""
        return self.key

    @property
    def field_id(self) -> str:
        """What a form carries of it: the key, and the name for the reader."""
        return f"{self.key} {self.name}"

    def __str__(self) -> str:
        return self.name

    def stored(self) -> dict[str, Any]:
        """The file as JSON keeps it among the answers."""
        return {"file": self.key, "name": self.name, "size": self.size}


def read_attached(answer: object) -> Attached | None:
    """A kept answer as a file; None: it is none."""
    if isinstance(answer, Attached):
        return answer
    if isinstance(answer, Mapping) and "file" in answer:
        return Attached(str(answer["file"]), str(answer["name"]), int(answer["size"]))
    return None


def attached_in(answers: Mapping[str, object]) -> dict[str, Attached]:
    """Field → file, of answers that are files."""
    files = {name: read_attached(answer) for name, answer in answers.items() if isinstance(answer, Mapping)}
    return {name: file for name, file in files.items() if file is not None}


def kinds_in_words(accepts: Iterable[str]) -> str:
    """The accepted kinds of files; all of them where none is chosen."""
    wanted = set(accepts) or set(ACCEPTS)
    return _(", ").join(str(word) for kind, word in ACCEPTS.items() if kind in wanted)
