"""Markdown as safe HTML: what organizers write, in bounded time.

The parser looks at a text of any kind about as long as its length says (measured in docs/decisions/0018); what it makes
is cleaned again. The result is kept, so that one text is drawn once in each process, not once for each reader.
"""

from __future__ import annotations

import re
from typing import cast

import mistune
import nh3
from markupsafe import Markup

from eventmgr.ground.lru import Lru

_TAGS = {
    *("p", "br", "hr", "strong", "em", "del", "code", "pre", "blockquote", "ul", "ol", "li", "a"),
    *("h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {"a": {"href", "title"}}
_SCHEMES = {"http", "https", "mailto", "tel"}
_HEADING = re.compile(r"(?<=<h|/h)([1-6])(?=>)")
_STRONG = re.compile(r"\*\*(?=\S)([^*\n]{1,200}?)\*\*(?!\*)")
_POINT_AT_END = re.compile(r"(?<=.)[：；，、。！？]$")
_LONGEST = 30_000
"""Characters that are drawn: no field of ours takes more."""
_kept: Lru[str, Markup] = Lru(256, most_bytes=4 * 1024 * 1024, size=len)
_parse = mistune.create_markdown(escape=False, hard_wrap=True, plugins=["table"])


def markdown(text: str | None) -> Markup:
    """Markdown as safe HTML: headings from the third level down, no pictures, ids, classes or styles."""
    if not text:
        return Markup("")
    text = text[:_LONGEST]
    return _kept.get_or_make(text, lambda: _drawn(text))


def _drawn(text: str) -> Markup:
    try:
        html = cast(str, _parse(_STRONG.sub(_point_behind, text)))
    except RecursionError:
        return Markup("<p>{}</p>").format(text)
    return Markup(  # noqa: S704 -- nh3 makes it safe
        nh3.clean(
            _from_third_level(html),
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            url_schemes=_SCHEMES,
            link_rel="noopener noreferrer nofollow",
        ).strip()
    )


def _point_behind(strong: re.Match[str]) -> str:
    """`**注意：**请…`: CommonMark takes two stars between a full stop and a character for no end, for Latin writing has a
    blank there. The point stands behind them then."""
    after = strong.string[strong.end() : strong.end() + 1]
    point = _POINT_AT_END.search(strong[1])
    if point is None or not after or after.isspace():
        return strong[0]
    return f"**{strong[1][:-1]}**{point[0]}"


def _from_third_level(html: str) -> str:
    """The heading levels in use, made `h3`, `h4` … without gaps."""
    levels = sorted(set(_HEADING.findall(html)))
    return _HEADING.sub(lambda found: f"{found[0][:-1]}{min(3 + levels.index(found[1]), 6)}", html)
