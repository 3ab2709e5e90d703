"""A text with placeholders in braces: what it may hold, and how it is filled. Pure.

A placeholder has a name in each language and is understood by both, with blanks inside the braces and with the
full-width braces of Chinese keyboards too. Some of them are blocks of several lines: a paragraph (between empty lines)
whose block has nothing to say is left out. The others say a dash where they have nothing to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eventmgr.ground.i18n import _

LONGEST_SUBJECT, LONGEST_BODY = 150, 5000
"""Characters of a text that people write."""
_MARK = re.compile(r"[{｛][ \u3000]*([\w.]{1,30})[ \u3000]*[}｝]")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n")
NOTHING = "—"

Context = Mapping[str, Any]


@dataclass(frozen=True)
class Placeholder:
    """Something that an e-mail says of its reader or its event.

    Attributes:
        name, zh: how it is written in English and in Chinese texts, without braces.
        label: what it stands for.
        says: from what the e-mail is composed of to its text in the language spoken now; None: what stands under
        `source`.
        is_block: several lines, for the body alone; its paragraph goes where it says nothing.
        is_needed: a text may not leave it out where the original has it.
        source: what the template calls it; empty: by its own name.
    """

    name: str
    zh: str
    label: Any
    says: Callable[[Context], str] | None = None
    is_block: bool = False
    is_needed: bool = False
    source: str = ""

    def spelled(self, language: str) -> str:
        """As it is written in texts of that language, with its braces."""
        return "{" + (self.zh if language == "zh" else self.name) + "}"

    def text(self, context: Context) -> str:
        """What it says in the language spoken now."""
        return (str(context[self.source or self.name]) if self.says is None else self.says(context)).strip()


@dataclass(frozen=True)
class Wording:
    """Subject and body, with placeholders."""

    subject: str
    body: str


@dataclass(frozen=True)
class Fault:
    """What is wrong with a text: `subject` or `body`, and a sentence."""

    field: str
    message: str


def names_in(text: str) -> list[str]:
    """What stands in braces, in the order of the text."""
    return [found[1] for found in _MARK.finditer(text)]


def faults(wording: Wording, placeholders: Sequence[Placeholder], original: Wording, language: str) -> list[Fault]:
    """What is wrong with a text that somebody wrote in place of `original`; empty: nothing."""
    if not wording.subject or not wording.body:
        field = "body" if wording.subject else "subject"
        return [Fault(field, _("Write both subject and text, or leave both empty to use the original."))]
    problems = [
        *_unknown("subject", wording.subject, placeholders, language),
        *_unknown("body", wording.body, placeholders, language),
    ]
    used, meant = _used(wording, placeholders), _used(original, placeholders)
    problems += [
        Fault("body", _("The placeholder %(name)s is missing: %(label)s.", name=one.spelled(language), label=one.label))
        for one in placeholders
        if one.is_needed and one.name in meant and one.name not in used
    ]
    return problems


def _unknown(field: str, text: str, placeholders: Sequence[Placeholder], language: str) -> list[Fault]:
    known = _table(placeholders)
    strange = [name for name in dict.fromkeys(names_in(text)) if name not in known]
    offered = _(", ").join(
        placeholder.spelled(language) for placeholder in placeholders if field == "body" or not placeholder.is_block
    )
    problems = [
        Fault(
            field,
            _("“{%(name)s}” is not a placeholder of this e-mail. Available: %(offered)s.", name=name, offered=offered),
        )
        for name in strange
    ]
    if field == "subject":
        blocks = [known[name] for name in dict.fromkeys(names_in(text)) if name in known and known[name].is_block]
        problems += [
            Fault(
                field,
                _("%(name)s cannot be used in a subject; use it in the text.", name=placeholder.spelled(language)),
            )
            for placeholder in blocks
        ]
    return problems


def _used(wording: Wording, placeholders: Sequence[Placeholder]) -> set[str]:
    known = _table(placeholders)
    return {known[name].name for name in names_in(wording.body) if name in known}


def filled(wording: Wording, placeholders: Sequence[Placeholder], context: Context) -> tuple[str, str]:
    """Subject and text to a reader; what is no placeholder stays as it was typed. Each placeholder is asked once."""
    known, value_of = _table(placeholders), dict[str, str]()

    def say(found: re.Match[str]) -> str:
        placeholder = known.get(found[1])
        if placeholder is None:
            return found[0]
        if placeholder.name not in value_of:
            value_of[placeholder.name] = placeholder.text(context)
        return value_of[placeholder.name] or ("" if placeholder.is_block else NOTHING)

    def is_empty(paragraph: str) -> bool:
        blocks = [known[name] for name in names_in(paragraph) if name in known and known[name].is_block]
        return any(not value_of[placeholder.name] for placeholder in blocks)

    paragraphs = [(part, _MARK.sub(say, part)) for part in _PARAGRAPHS.split(wording.body.strip())]
    text = "\n\n".join(done.strip() for part, done in paragraphs if not is_empty(part))
    return _MARK.sub(say, wording.subject), text


def blank(placeholders: Sequence[Placeholder], spelled: Mapping[str, str]) -> dict[str, Any]:
    """What a template is rendered with so that it shows its placeholders.

    Args:
        spelled: each placeholder's name → as it is written, with its braces.
    """
    return {one.source or one.name: spelled[one.name] for one in placeholders if one.says is None}


def _table(placeholders: Sequence[Placeholder]) -> dict[str, Placeholder]:
    return {name: one for one in placeholders for name in (one.name, one.zh)}
