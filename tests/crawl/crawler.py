"""Opening addresses as readers, following what stands on the pages, sending their forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from werkzeug.routing import Rule

from tests.access_table import BY_LIAISON, BY_LINK, TEAM
from tests.access_table.world import ROLES
from tests.crawl.addresses import Values, shape, telling
from tests.crawl.installation import Installation, Visitor
from tests.crawl.pages import Form, read
from tests.crawl.readers import Reader

LETTERS = {role.value: letter for letter, role in ROLES.items()} | {"administrator": "A"}


@dataclass
class Page:
    """An answer: where it came from in the end, and what stands on it if it is a page."""

    path: str
    status: int
    rule: str
    raised: str = ""
    links: list[str] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)


class Walk:
    """What one reader has opened."""

    def __init__(self, installation: Installation, reader: Reader) -> None:
        self._installation, self.reader = installation, reader
        self._browser: Visitor | None = None
        self._cookies: Any = None
        self.pages: dict[str, Page] = {}

    def open(self, path: str) -> Page:
        """What the address answers in the end; asked once."""
        if path not in self.pages:
            self.pages[path] = self._ask(path)
        return self.pages[path]

    def browser(self) -> Visitor:
        """The reader's browser, as it was when they had come in."""
        if self._browser is None:
            self._browser = self._installation.browser(self.reader)
            self._installation.undoing.undo()
            self._cookies = dict(self._browser._cookies)
        self._browser._cookies = dict(self._cookies)
        return self._browser

    def _get(self, browser: Visitor, path: str) -> tuple[Any, str]:
        """The answer of an address in the end, and which address that is."""
        for _ in range(4):
            answer = browser.get(path, headers=self.reader.headers)
            target = urlsplit(answer.location or "")
            if answer.status_code not in (301, 302, 303, 307, 308) or target.netloc not in ("", "localhost"):
                break
            path = f"{target.path}?{target.query}" if target.query else target.path
        return answer, path

    def _ask(self, path: str) -> Page:
        known = self._installation.filled.read(path)
        rule = known[0].rule if known else ""
        answer, asked = self._get(self.browser(), path)
        page = Page(path, answer.status_code, rule, self._installation.raised())
        if answer.mimetype == "text/html" and answer.status_code == 200:
            page.links, page.forms = read(answer.text, asked)
        answer.close()
        self._installation.undoing.undo()
        return page

    def send(self, page: Page, form: Form) -> tuple[int, str]:
        """The form as it stands on the page, from a fresh sight of it: the status, and what was raised."""
        browser = self.browser()
        stands, asked = self._get(browser, page.path)
        twin = next((one for one in read(stands.text, asked)[1] if _same(one, form)), form)
        pairs = [*twin.pairs, *([twin.button] if twin.button[0] else [])]
        data: dict[str, list[Any]] = {}
        for name, value in pairs:
            data.setdefault(name, []).append(value)
        kind = "multipart/form-data" if twin.is_multipart or twin.files else "application/x-www-form-urlencoded"
        answer = browser.post(twin.path, data=data, content_type=kind, headers={"Sec-Fetch-Site": "same-origin"})
        status, raised = answer.status_code, self._installation.raised()
        answer.close()
        self._installation.undoing.undo()
        return status, raised


def _same(one: Form, other: Form) -> bool:
    return (one.path, one.method, one.names, one.button) == (other.path, other.method, other.names, other.button)


class Crawl:
    """All walks through an installation, and what was found amiss."""

    def __init__(self, installation: Installation, *, whole: bool) -> None:
        self.installation, self.whole = installation, whole
        self.reached: set[str] = set()
        self.faults: dict[str, str] = {}
        self.walks: list[Walk] = []

    def starts(self, reader: Reader, most: int | None = None) -> Iterator[str]:
        """Addresses that are filled for a reader."""
        filled = self.installation.filled
        for rule in filled.rules.values():
            if "GET" not in rule.methods or not self._concerns(reader, rule):
                continue
            given = {"token": reader.token} if "token" in rule.arguments else {}
            given |= {"unit_code": reader.within["unit_code"]} if "unit_code" in reader.within and "unit_code" in rule.arguments else {}
            found = [values for values in filled.all_of(rule, given=given) if self._is_own(reader, values)]
            if not self.whole:
                found.sort(key=lambda values: -len(filled.features(values)))
                found = telling((values, filled.features(values)) for values in found) if most is None else found[:most]
            for values in found:
                yield filled.build(rule, values)

    def _concerns(self, reader: Reader, rule: Rule) -> bool:
        if reader.kinds:
            return BY_LINK.get(("GET", rule.rule)) in reader.kinds
        if reader.role == "liaison":
            return ("GET", rule.rule) in BY_LIAISON
        if reader.role == "device":
            return rule.endpoint.partition(".")[0] == "checkin_device"
        return "token" not in rule.arguments

    def _is_own(self, reader: Reader, values: Values) -> bool:
        filled = self.installation.filled
        if "event" in reader.within and "slug" in values:
            return filled.events[reader.within["event"]]["slug"] == values["slug"]
        for name, value in values.items():
            for chain in filled.chains(name, value):
                for table, number in reader.within.items():
                    if table in chain and chain[table]["id"] != number:
                        return False
        return True

    def walk(self, reader: Reader, most: int | None = None) -> Walk:
        """Open what is filled for a reader, then what the pages lead to."""
        one = Walk(self.installation, reader)
        self.walks.append(one)
        for path in self.starts(reader, most):
            self._look(one, one.open(path), linked=False)
        checked: set[str] = set()
        met: set[tuple[Any, ...]] = {(self._key(path)) for path in one.pages}
        while waiting := [page for page in one.pages.values() if page.path not in checked]:
            for page in waiting:
                checked.add(page.path)
                self._ask_table(one, page)
                for link in page.links:
                    if link not in one.pages:
                        key = self._key(link) if most else (page.rule, *self._key(link))
                        if not self.whole and key in met:
                            continue
                        if self.whole and "?" in link and (key in met or ("?" in page.path)):
                            continue
                        met.add(key)
                    self._look(one, one.open(link), linked=True, on=page)
        return one

    def _ask_table(self, walk: Walk, page: Page) -> None:
        """What stands on a page that the table of routes and roles keeps from its reader; costs no request."""
        letter = LETTERS.get(walk.reader.role)
        shown = [("GET", link) for link in page.links] + [("POST", form.path) for form in page.forms]
        for method, path in shown if letter else ():
            known = self.installation.filled.read(path, method)
            roles = TEAM.get((method, known[0].rule)) if known else None
            if roles is not None and letter not in roles:
                self._fault(f"table {walk.reader.role}: {method} {known[0].rule} on {page.rule}", f"{path} on {page.path}")

    def _key(self, link: str) -> tuple[Any, ...]:
        known = self.installation.filled.read(link)
        return (known[0].rule if known else urlsplit(link).path, shape(link))

    def _look(self, walk: Walk, page: Page, *, linked: bool, on: Page | None = None) -> None:
        if page.status < 400:
            self.reached.add(page.rule)
        if page.status >= 500:
            self._fault(f"{page.status} {page.rule} {shape(page.path)} {page.raised}", f"{walk.reader}: {page.path}")
        elif linked and on is not None and page.status >= 400:
            self._fault(
                f"{page.status} {page.rule or page.path}?{shape(page.path)} on {on.rule}",
                f"{walk.reader}: {page.path} on {on.path}",
            )

    def _fault(self, what: str, where: str) -> None:
        self.faults.setdefault(what, where)

    def send_forms(self, walks: list[Walk]) -> int:
        """Every form once of each shape that the walks have met."""
        sent: set[tuple[Any, ...]] = set()
        for walk in walks:
            for page in list(walk.pages.values()):
                for form in page.forms:
                    known = self.installation.filled.read(form.path, "POST")
                    key = (known[0].rule if known else form.path, form.names, form.button[0])
                    if key in sent:
                        continue
                    sent.add(key)
                    status, raised = walk.send(page, form)
                    if known and status < 400:
                        self.reached.add("POST " + known[0].rule)
                    if status >= 500 or status in (400, 403, 404, 405, 429):
                        self._fault(
                            f"POST {status} {key[0]} {form.button} {raised}",
                            f"{walk.reader}: {form.path} on {page.path}: {form.pairs}"[:600],
                        )
        return len(sent)


def those_who_differ(installation: Installation, readers: list[Reader]) -> list[Reader]:
    """Of readers of one role those that show something which none before them shows."""
    groups: dict[tuple[Any, ...], list[Reader]] = {}
    for one in readers:
        groups.setdefault((one.role, one.kinds), []).append(one)
    rows = installation.filled.rows

    def shown(reader: Reader) -> frozenset[Any]:
        found = [rows.features(table, rows.by_id(table, number)) for table, number in reader.within.items() if table in rows.of]
        return frozenset().union(*found)

    kept: list[Reader] = []
    for group in groups.values():
        known = [(one, shown(one)) for one in group]
        known.sort(key=lambda pair: -len(pair[1]))
        kept += [one for one, _shown in known] if not known[0][1] else telling(known)
    return kept
