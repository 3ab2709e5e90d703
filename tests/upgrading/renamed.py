"""Words that the catalogues say otherwise today: `renamed.tsv` lists language, text of before and text of now, one a line.

Only lines that differ are put into the words of now, the longest text first; texts may hold `%(name)s`. Where one text of
before has several of now, these count as the same. A line of the list that nothing needs fails the test.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LIST = Path(__file__).with_name("renamed.tsv")
_FILLED = re.compile(r"%\((\w+)\)[sd]")
_NUMBER = r"\d[\d,]*"
_SHORT = 4
"""Chinese words up to this length stand alone: 手机 is a label of before, 手机号 is not."""
_IDEOGRAPH = "\u4e00-\u9fff"


@dataclass(frozen=True)
class Renamed:
    """A text of before and the one of now in the same language."""

    lang: str
    before: str
    after: str


@cache
def rows() -> tuple[Renamed, ...]:
    """The list."""
    return tuple(Renamed(*line.split("\t")) for line in LIST.read_text("utf-8").splitlines() if line)


def in_words_of_now(old: list[str], new: list[str], lang: str) -> tuple[list[str], list[str], set[Renamed]]:
    """Both sides with their differing lines in the words of now, and the rows that were needed for the old side."""
    used: set[Renamed] = set()
    before, after = list(old), list(new)
    for what, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            before[a:b] = [_reworded(line, lang, used) for line in old[a:b]]
            after[c:d] = [_reworded(line, lang, set()) for line in new[c:d]]
    return before, after, used


def _reworded(line: str, lang: str, used: set[Renamed]) -> str:
    done: list[str] = []
    for text, core, pattern, row, said in _texts(lang):
        if core in line:

            def put(found: re.Match[str], row: Renamed = row, said: str = said, text: str = text) -> str:
                if text == row.before:
                    used.add(row)
                done.append(_FILLED.sub(lambda name: found[f"p_{name[1]}"], said))
                return f"\0{len(done) - 1}\0"

            line = pattern.sub(put, line)
    while "\0" in line:
        line = re.sub("\0(\\d+)\0", lambda found: done[int(found[1])], line)
    return line


@cache
def _texts(lang: str) -> tuple[tuple[str, str, re.Pattern[str], Renamed, str], ...]:
    """(text, its longest part without a placeholder, its pattern, row, what it becomes), longest text first."""
    chosen = [row for row in rows() if row.lang == lang]
    same = _classes(chosen)
    texts = [(row.before, row, same(row.after)) for row in chosen]
    texts += [(row.after, row, same(row.after)) for row in chosen]
    return tuple(
        (text, max(_FILLED.split(text)[::2], key=len), _pattern(text, lang), row, said)
        for text, row, said in sorted(texts, key=lambda each: (-len(_FILLED.sub("", each[0])), each[0]))
    )


def _classes(chosen: Iterable[Renamed]) -> Callable[[str], str]:
    """What of all the texts of now that share a text of before stands for each."""
    first: dict[str, str] = {}
    stands: dict[str, str] = {}
    for row in chosen:
        stands.setdefault(row.after, first.setdefault(row.before, stands.get(row.after, row.after)))
    return lambda text: stands[text]


def _pattern(text: str, lang: str) -> re.Pattern[str]:
    parts, seen = "", set()
    for number, part in enumerate(_FILLED.split(text)):
        if number % 2 == 0:
            parts += re.escape(part.replace("%%", "%"))
        else:
            parts += f"(?P=p_{part})" if part in seen else f"(?P<p_{part}>{_NUMBER if part == 'num' else '.+?'})"
            seen.add(part)
    letters = r"\w" if lang == "en" else f"[{_IDEOGRAPH}]"
    alone = lang == "en" or len(text) <= _SHORT
    return re.compile(rf"(?<!{letters}){parts}(?!{letters})" if alone else parts)
