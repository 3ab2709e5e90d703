"""Speakers in one cell: a line for each, 主持人：王敏（样例研究院，院长）, both languages joined by a stroke. Pure.

A line is compared as it is written, with the role as its value; somebody whose line is still there keeps everything
that was kept, however it would be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from eventmgr.event.agenda.forms import MOST_SPEAKERS
from eventmgr.event.agenda.models import SpeakerRole
from eventmgr.event.agenda.services import SpeakerDraft
from eventmgr.ground.i18n import LANGUAGES, speaking
from eventmgr.ground.sentences import _l
from eventmgr.ground.text import clean_line, folded, is_latin
from eventmgr.tools.sheets import BadCell, Value
from eventmgr.tools.sheets.values import text

_BOTH = " / "
_LINES = re.compile(r"[\n；;]+")
_NAMES = re.compile(r"[、]|,\s*|，\s*")
_IN_BRACKETS = re.compile(r"(?P<name>[^（(]*)[（(](?P<body>.*)[)）]\s*")
_PARTS = re.compile(r"[，,]")
_LONGEST_NAME, _LONGEST_BODY, _LONGEST_TITLE = 50, 200, 100

TOO_MANY = _l("At most %(most)s people can be named in an agenda item.")
NO_PERSON = _l("“%(value)s” contains no name. Write “Chair: name (organization, position)”, one person per line.")
TOO_LONG = _l("“%(value)s” is too long for a name, an organization or a position.")


def lines_of(value: Value) -> tuple[str, ...] | None:
    """A cell as lines, `chair: 王敏（样例研究院，院长）`.

    Raises:
        BadCell: a line names nobody, or there are too many.
    """
    written = text(value, multiline=True)
    if written is None:
        return None
    lines = tuple(line for part in _LINES.split(written) for line in _lines_in(clean_line(part)))
    if len(lines) > MOST_SPEAKERS:
        raise BadCell(TOO_MANY.about(most=MOST_SPEAKERS))
    for line in lines:
        draft = draft_of(line)
        if not draft.name:
            raise BadCell(NO_PERSON.about(value=line.partition(": ")[2][:40]))
        for texts, most in (
            (draft.name, _LONGEST_NAME),
            (draft.organization, _LONGEST_BODY),
            (draft.title, _LONGEST_TITLE),
        ):
            if any(len(one) > most for one in texts.values()):
                raise BadCell(TOO_LONG.about(value=line[:40]))
    return lines or None


def with_role(role: SpeakerRole, lines: Iterable[str]) -> tuple[str, ...]:
    """The same people with another role."""
    return tuple(f"{role.value}: {line.partition(': ')[2]}" for line in lines)


def described(line: str, organization: str, title: str) -> str:
    """A line with what other columns say of its person; one that has brackets stays as it is."""
    if _IN_BRACKETS.search(line) or not (organization or title):
        return line
    return f"{line}（{'，'.join(part for part in (organization, title) if part) if organization else f'，{title}'}）"


def write(people: Sequence[Any], label: Callable[[SpeakerRole], str]) -> str:
    """The cell of speakers or drafts.

    Args:
        label: role → how it is called.
    """
    return "\n".join(f"{label(one.role)}：{_person(one)}" for one in people)


def speakers_from(lines: Iterable[str], there: Iterable[Any]) -> tuple[SpeakerDraft, ...]:
    """The speakers of an item whose cell says `lines`; those who are there already keep everything."""
    known: dict[str, list[Any]] = {}
    for speaker in there:
        lines_of_one = lines_of(write([speaker], lambda role: role.value)) or ()
        if len(lines_of_one) == 1:
            known.setdefault(lines_of_one[0], []).append(speaker)
    drafts = []
    for line in lines:
        same = known.get(line)
        drafts.append(copy_of(same.pop(0)) if same else draft_of(line))
    return tuple(drafts)


def copy_of(speaker: Any) -> SpeakerDraft:
    """What is kept of a speaker, as a draft."""
    return SpeakerDraft(speaker.role, dict(speaker.name), dict(speaker.organization), dict(speaker.title))


def draft_of(line: str) -> SpeakerDraft:
    """Read one line as a speaker."""
    role, _colon, rest = line.partition(": ")
    inside = _IN_BRACKETS.fullmatch(rest)
    name, body = (inside["name"], inside["body"]) if inside else (rest, "")
    organization, title = ([*_PARTS.split(body, maxsplit=1), ""])[:2]
    return SpeakerDraft(SpeakerRole(role), _bilingual(name), _bilingual(organization), _bilingual(title))


def say(line: str) -> str:
    """A line as people read it."""
    role, _colon, rest = line.partition(": ")
    return f"{SpeakerRole(role).label}：{rest}"


def _lines_in(part: str) -> list[str]:
    before, colon, rest = _split_role(part)
    role = _roles().get(folded(before)) if colon else None
    if role is None:
        role, rest = SpeakerRole.SPEAKER, part
    rest = rest.strip()
    if not rest:
        return []
    people = [rest] if "（" in rest or "(" in rest else [one for one in map(str.strip, _NAMES.split(rest)) if one]
    return [f"{role.value}: {one}" for one in people]


def _split_role(part: str) -> tuple[str, str, str]:
    found = re.search("[：:]", part)
    return (part[: found.start()], found[0], part[found.end() :]) if found else (part, "", "")


@cache
def _roles() -> Mapping[str, SpeakerRole]:
    named = {folded(role.value): role for role in SpeakerRole}
    for lang in LANGUAGES:
        with speaking(lang):
            named |= {folded(str(role.label)): role for role in SpeakerRole}
    return named | {folded(word): role for word, role in _MORE.items()}


_MORE = {
    "主持": SpeakerRole.CHAIR,
    "主席": SpeakerRole.CHAIR,
    "Moderator": SpeakerRole.CHAIR,
    "发言人": SpeakerRole.SPEAKER,
    "主讲人": SpeakerRole.SPEAKER,
    "主讲": SpeakerRole.SPEAKER,
    "嘉宾": SpeakerRole.PANELIST,
    "对话嘉宾": SpeakerRole.PANELIST,
}


def _person(speaker: Any) -> str:
    name, organization, title = (_joined(part) for part in (speaker.name, speaker.organization, speaker.title))
    inside = f"{organization}，{title}" if title else organization
    return f"{name}（{inside}）" if inside else name


def _joined(said: Mapping[str, str]) -> str:
    both = dict.fromkeys(value for value in (said.get("zh", ""), said.get("en", "")) if value)
    return _LINES.sub("，", _BOTH.join(both))


def _bilingual(written: str) -> dict[str, str]:
    first, stroke, second = (part.strip() for part in written.partition(_BOTH))
    if stroke and first and second:
        return {"zh": first, "en": second}
    only = first or second
    return {"en" if is_latin(only) else "zh": only} if only else {}
