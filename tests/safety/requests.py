"""Steps of the tests of requests, which others take too."""

from __future__ import annotations

from tests.access_table import ADMINISTRATORS, BY_LINK, CREATORS, EDITORS, EVERYBODY, SIGNED_IN, TEAM

PAGES = sorted(
    rule.replace("<path:name>", "public.css")
    for method, rule in {*EVERYBODY, *BY_LINK, *SIGNED_IN, *ADMINISTRATORS, *CREATORS, *EDITORS, *TEAM}
    if method == "GET"
)
