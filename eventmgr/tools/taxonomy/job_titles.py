"""Usual positions in English, for papers: posts, departments, and what stands in brackets behind a post.

Source: the usage of English versions of names of organizations and posts by state organs and by enterprises. What the
table does not know stays as it was typed, and of a title in several parts all or none is said in English.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from eventmgr.ground.i18n import language
from eventmgr.ground.text import normalized
from eventmgr.tools.taxonomy import tables

_APART = re.compile("[、，,；;/兼]")
_BLANKS = re.compile(r"\s+")
_REMARK = re.compile(r"^(.+?)[（(](.+?)[)）]$")


class _Post(NamedTuple):
    """A post in English: alone, and as part of a department (处长: Division Director; Director, Equipment Industry
    Division)."""

    alone: str
    within: str


def job_title(title: str, lang: str = "") -> str:
    """A position as it was typed; in English (`lang`, or the language spoken) by the table of usual ones."""
    if (lang or language()) != "en" or title.isascii():
        return title
    typed = normalized("NFKC", title).strip()
    for read in (_BLANKS.sub("", typed), _BLANKS.sub("、", typed)):  # 处 长 is one post, 党组成员 副主任 are two
        parts = [_part(part) for part in _APART.split(read)]
        if all(parts):
            return ", ".join(parts)
    return title


def _part(words: str) -> str:
    """One position in English; empty where the table does not know it."""
    posts = _posts()
    if words in posts:
        return posts[words].alone
    if found := _REMARK.match(words):
        post, remark = _part(found[1]), _table("remark").get(found[2], ("", ""))[0]
        return f"{post} ({remark})" if post and remark else ""
    for at in range(1, len(words)):
        whole = posts.get(words[at:])
        department = _table("department").get(words[:at])
        if whole and whole.within and department:
            return f"{whole.within}, {department[0]}"
    return ""


@cache
def _posts() -> dict[str, _Post]:
    return {zh: _Post(*english) for zh, english in _table("post").items()}


@cache
def _table(kind: str) -> dict[str, tuple[str, str]]:
    return {row["zh"]: (row["en"], row["within"]) for row in tables.read("job_titles") if row["kind"] == kind}
