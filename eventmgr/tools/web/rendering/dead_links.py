"""Pages for somebody to whom a part of their links is not open yet."""

from __future__ import annotations

import re

_LINK = re.compile(r'(<a\b[^>]*?)\s+href="([^"]*)"')


def without_links_below(path: str, page: str) -> str:
    """`page`, whose links to addresses that begin with `path` keep their words and lead nowhere."""

    def kept(found: re.Match[str]) -> str:
        return found[1] if found[2].startswith(path) else found[0]

    return _LINK.sub(kept, page)
