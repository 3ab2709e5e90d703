"""Reading the sitemap as a search engine does."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree as ET


def locations(client: Any, path: str) -> list[str]:
    """The paths that one part, or the index, names."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.content_type.startswith("application/xml")
    return [
        re.sub(r"^https?://[^/]+", "", one.text) for one in ET.fromstring(answer.data).iter() if one.tag[-3:] == "loc"
    ]


def pages(client: Any) -> set[str]:
    """All paths that its parts name."""
    return {page for part in locations(client, "/sitemap.xml") for page in locations(client, part)}
