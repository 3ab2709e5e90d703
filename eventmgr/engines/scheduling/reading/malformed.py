"""What is said of a file that is not what it should be."""

from __future__ import annotations

import json
from typing import Any

from eventmgr.ground.errors import BadValue
from eventmgr.ground.sentences import Sentence

LONGEST_SHOWN = 40


class MalformedInstance(BadValue):
    """An instance, schedule or list of changes that cannot be read.

    Args:
        path: the place, like `meetings[12].after[0]`; empty where the file is no JSON at all.
        sentence: what is wrong there and what to do, for any language (`sentence.translated`).
    """

    def __init__(self, path: str, sentence: Sentence) -> None:
        super().__init__(str(sentence), field=path or None)
        self.path = path
        self.sentence = sentence


def refusal(path: str, sentence: Sentence, **values: Any) -> MalformedInstance:
    """The error of `sentence` at `path`, which it names as `%(path)s`."""
    return MalformedInstance(path, sentence.about(path=path, **values))


def shown(value: object) -> str:
    """`value` as JSON, cut short, fit for any terminal."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**LONGEST_SHOWN:
        return f"{'-' if value < 0 else ''}{str(abs(value))[:10]}…"
    if isinstance(value, (list, dict)):
        value = value[:LONGEST_SHOWN] if isinstance(value, list) else dict(list(value.items())[:LONGEST_SHOWN])
    text = printable(json.dumps(value, ensure_ascii=False))
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


def printable(text: str) -> str:
    """`text` without what would upset a terminal."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)


def member_of(path: str, name: str) -> str:
    """The path of a member of the object at `path`; a name that is no word stands in quotes."""
    shown_name = name if name.isidentifier() and len(name) <= LONGEST_SHOWN else shown(name)
    return f"{path}.{shown_name}" if path else shown_name
