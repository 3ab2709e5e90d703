"""Opening addresses as readers, following what stands on the pages, sending their forms."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

from werkzeug.routing import Rule

from tests.access_table import ADMINISTRATORS, BY_LIAISON, BY_LINK, EVERYBODY, TEAM
from tests.access_table.papers import OF_PAPERS
from tests.access_table.world import ROLES
from tests.crawl.addresses import Values, shape, telling
from tests.crawl.installation import Installation, Visitor
from tests.crawl.pages import Form, read
from tests.crawl.readers import Reader

APART = ("provincial", "one-time link")
"""Of these each is another."""
MOST = 2
"""Readers of one kind at most."""
ALWAYS = 2
"""So many objects of a rule are opened on both databases: those that show most."""
LONGEST = 60
"""So many more are tried if none of these answers."""
SHARES = 16
"""Of what is dealt out each database asks one share, a soak all."""
LETTERS = {role.value: letter for letter, role in ROLES.items()} | {"administrator": "A"}


@dataclass(frozen=True)
class Offer:
    """Objects that fill a rule.

    Attributes:
        telling: those that show what none before has shown, what shows most first; in a soak all.
        others: the rest of them.
    """

    telling: list[Values]
    others: list[Values]


@dataclass
class Page:
    """An answer: where it came from in the end, and what stands on it if it is a page."""

    path: str
    status: int
    rule: str
    raised: str = ""
    links: list[str] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    cookies: dict[Any, Any] = field(default_factory=dict)
    """Of the reader's browser after it, if a form stands there."""


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
            found = read(answer.text, asked)
            page.links, page.forms = found.links, found.forms
            page.faults = [] if rule.endswith("/html") else found.faults  # an e-mail, in a frame where nothing runs
            page.cookies = dict(self._browser._cookies) if page.forms and self._browser else {}
        answer.close()
        self._installation.undoing.undo()
        return page

    def send_from_elsewhere(self, form: Form) -> int:
        """As another site has it sent by its visitor, without the token: the status."""
        answer = self.browser().post(form.path, data={"a": "1"}, headers={"Sec-Fetch-Site": "cross-site"})
        self._installation.undoing.undo()
        return int(answer.status_code)

    def send(self, page: Page, form: Form, *, filled: bool = True) -> tuple[int, str]:
        """The form as it stands on the page, from the page's own session: the status, and what was raised.

        Args:
            filled: else nothing is typed or chosen; what is hidden stays.
        """
        browser = self.browser()
        browser._cookies = dict(page.cookies)
        data: dict[str, list[Any]] = {}
        for name, value in [*form.pairs, *([form.button] if form.button[0] else [])]:
            data.setdefault(name, []).append(value if filled or name in form.hidden else "")
        for name in form.files:
            data[name] = [(io.BytesIO(), "")]
        kind = "multipart/form-data" if form.is_multipart or form.files else "application/x-www-form-urlencoded"
        headers = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost", **self.reader.headers}
        answer = browser.post(form.path, data=data, content_type=kind, headers=headers)
        status, raised = answer.status_code, self._installation.raised()
        answer.close()
        self._installation.undoing.undo()
        return status, raised


class Crawl:
    """All walks through an installation, and what was found amiss.

    Args:
        whole: every object as everybody, every link, every form; else what `make test` asks (docs/testing.md).
        turn: which half of what is dealt out between the two databases.
    """

    def __init__(self, installation: Installation, *, whole: bool, turn: int = 0) -> None:
        self.installation, self.whole, self._turn = installation, whole, turn
        self.faults: dict[str, str] = {}
        """What is amiss → where it was seen first."""
        self.reached: set[tuple[str, str]] = set()
        """(method, rule) that answered somebody."""
        self._sent: set[tuple[Any, ...]] = set()
        self._offered: dict[str, Offer] = {}

    def run(self) -> None:
        """All readers, one after the other."""
        readers = self.installation.readers if self.whole else those_who_differ(self.installation)
        for reader in readers:
            self._send_forms(self._walk(reader))

    def _walk(self, reader: Reader) -> Walk:
        """Open what is filled for a reader, then what the pages lead to."""
        walk = Walk(self.installation, reader)
        for rule in sorted(self.installation.filled.rules.values(), key=lambda rule: rule.rule):
            if "GET" in rule.methods and self._concerns(reader, rule):
                self._start(walk, rule)
        checked: set[str] = set()
        met: set[tuple[str, ...]] = {self._kind(page.path) for page in walk.pages.values() if page.status < 400}
        while waiting := [page for page in walk.pages.values() if page.path not in checked]:
            for page in waiting:
                checked.add(page.path)
                self._ask_table(walk, page)
                for link in page.links:
                    if link in walk.pages or self._is_new(reader, page, link, met):
                        self._look(walk, walk.open(link), on=page)
        return walk

    def _start(self, walk: Walk, rule: Rule) -> None:
        """Open a rule with objects of its reader, and further ones as long as none of them answers."""
        reader, build = walk.reader, self.installation.filled.build
        offered = self._offer(reader, rule)
        if self._is_brief(reader, rule.rule):
            number = _number(str(reader), self._turn) % max(len(offered.telling), 1)
            chosen = [one for one in offered.telling[number:][:1] if self._is_dealt(str(reader), rule.rule)]
        else:
            chosen = [
                one
                for number, one in enumerate(offered.telling)
                if self.whole or number < ALWAYS or self._is_dealt(one)
            ]
        for values in chosen:
            self._look(walk, walk.open(build(rule, values)))
        further = [] if self._is_brief(reader, rule.rule) else [*offered.telling, *offered.others]
        for values in further[:LONGEST]:
            if ("GET", rule.rule) in self.reached:
                break
            self._look(walk, walk.open(build(rule, values)))

    def _offer(self, reader: Reader, rule: Rule) -> Offer:
        """A rule with the objects of its reader. To accounts all are offered, so they are looked for once."""
        is_everybodys = not reader.within and "token" not in rule.arguments
        if is_everybodys and rule.rule in self._offered:
            return self._offered[rule.rule]
        filled = self.installation.filled
        known = {"token": reader.token, "unit_code": reader.unit_code}
        given = {name: value for name, value in known.items() if value and name in rule.arguments}
        found = [values for values in filled.all_of(rule, given=given) if self._is_own(reader, values)]
        found.sort(key=lambda values: -filled.weight(values))
        shown = telling([(values, filled.features(values)) for values in found], ALWAYS)
        kept = Offer(found, []) if self.whole else Offer(shown, [one for one in found if one not in shown])
        if is_everybodys:
            self._offered[rule.rule] = kept
        return kept

    def _is_new(self, reader: Reader, page: Page, link: str, met: set[tuple[str, ...]]) -> bool:
        """Whether a link is to be followed: it leads to a rule, or asks it something, for the first time; or for the first
        time from such a page."""
        rule, names = kind = self._kind(link)
        from_here = (page.rule, *kind)
        if self.whole:
            is_new = from_here not in met or not names
        elif self._is_brief(reader, rule):
            is_new = kind not in met and self._is_dealt(str(reader), kind)
        elif names.count("&") > 1:
            is_new = from_here not in met and self._is_dealt(from_here)
        else:
            is_new = kind not in met or (from_here not in met and self._is_dealt(from_here))
        met |= {kind, from_here}
        return is_new

    def _is_brief(self, reader: Reader, rule: str) -> bool:
        """Whether others who see more of the pages of a rule look closely at them."""
        if self.whole or reader.role in ("anonymous", "device"):
            return False
        if reader.role == "owner":
            return ("GET", rule) not in TEAM
        if reader.role in ("administrator", "provincial"):
            return ("GET", rule) in TEAM or ("GET", rule) in EVERYBODY
        return ("GET", rule) in EVERYBODY or not (reader.kinds or reader.role in ("liaison", "device"))

    def _is_dealt(self, *what: Any) -> bool:
        """Whether this database has its turn: what is dealt out is asked on one, or in a soak alone."""
        return self.whole or _number(*what) % SHARES == self._turn

    def _concerns(self, reader: Reader, rule: Rule) -> bool:
        roles, letter = TEAM.get(("GET", rule.rule)), LETTERS.get(reader.role)
        if not self.whole and letter and roles is not None and letter not in roles:
            return False  # that it is refused `test_access.py` asks
        if not self.whole and reader.role != "administrator" and ("GET", rule.rule) in ADMINISTRATORS:
            return False
        if not self.whole and reader.role == "anonymous":
            return ("GET", rule.rule) in EVERYBODY
        if reader.kinds:
            return BY_LINK.get(("GET", rule.rule)) in reader.kinds
        if reader.role == "liaison":
            return ("GET", rule.rule) in BY_LIAISON
        if reader.role == "device":
            return rule.endpoint.partition(".")[0] == "checkin_device"
        return "token" not in rule.arguments

    def _is_own(self, reader: Reader, values: Values) -> bool:
        """Whether nothing in an address is known to be somebody else's."""
        filled = self.installation.filled
        slug = values.get("slug")
        if slug and "event" in reader.within and filled.rows.by_id("event", reader.within["event"])["slug"] != slug:
            return False
        chains = [chain for name, value in values.items() for chain in filled.chains(name, value)]
        return not any(
            table in chain and chain[table]["id"] != number
            for chain in chains
            for table, number in reader.within.items()
        )

    def _ask_table(self, walk: Walk, page: Page) -> None:
        """What stands on a page that the table of routes and roles keeps from its reader; costs no request."""
        letter = LETTERS.get(walk.reader.role)
        shown = [("GET", link) for link in page.links] + [("POST", form.path) for form in page.forms]
        for method, path in shown if letter else ():
            known = self.installation.filled.read(path, method)
            roles = _roles(method, *known) if known else None
            if known and roles is not None and letter not in roles:
                self._fault(
                    f"{method} {known[0].rule} on {page.rule} is not for this role",
                    f"{walk.reader}: {path} on {page.path}",
                )

    def _kind(self, link: str) -> tuple[str, str]:
        known = self.installation.filled.read(link)
        return (known[0].rule if known else link.partition("?")[0], shape(link))

    def _look(self, walk: Walk, page: Page, *, on: Page | None = None) -> None:
        if page.status < 400 and page.rule:
            self.reached.add(("GET", page.rule))
        if page.status >= 500:
            self._fault(f"{page.status} {page.rule} {page.raised}", f"{walk.reader}: {page.path}")
        for fault in page.faults:
            self._fault(f"{fault} on {page.rule}", f"{walk.reader}: {page.path}")
        if on is not None and 400 <= page.status < 500:
            what = f"{page.status} {page.rule or page.path} ?{shape(page.path)} on {on.rule}"
            self._fault(what, f"{walk.reader}: {page.path} on {on.path}")

    def _fault(self, what: str, where: str) -> None:
        self.faults.setdefault(what, where)

    def _send_forms(self, walk: Walk) -> None:
        """Every form of a shape that none of the readers before has sent: as it stands, and with nothing filled in."""
        group = walk.reader.kinds or ("liaison" if walk.reader.role == "liaison" else "",)
        for page in walk.pages.values():
            for form in page.forms:
                known = self.installation.filled.read(form.path, "POST")
                rule = known[0].rule if known else form.path
                key = (group, rule, form.names, form.button[0], form.path if self.whole else "")
                if key not in self._sent and not self._is_brief_about(walk.reader, rule):
                    self._sent.add(key)
                    self._send(walk, page, form, rule)

    def _is_brief_about(self, reader: Reader, rule: str) -> bool:
        """Whether a form is refused to this reader by the table of routes and roles, which `_ask_table` has told."""
        letter, roles = LETTERS.get(reader.role), TEAM.get(("POST", rule))
        return letter is not None and roles is not None and letter not in roles

    def _send(self, walk: Walk, page: Page, form: Form, rule: str) -> None:
        where = f"{walk.reader}: {form.path} on {page.path}"
        status, raised = walk.send(page, form)
        if status < 400 or status in (409, 422):
            self.reached.add(("POST", rule))
        if status >= 500 or status in (400, 403, 404, 405, 413, 429):
            self._fault(f"{status} POST {rule} {'='.join(form.button)} {raised}", where)
        if (status := walk.send_from_elsewhere(form)) not in (400, 403):
            self._fault(f"{status} POST {rule} from another site", where)
        if not self._is_dealt(rule, form.names):
            return
        status, raised = walk.send(page, form, filled=False)
        if status >= 500:
            self._fault(f"{status} POST {rule} with nothing filled in {raised}", where)


def _number(*what: Any) -> int:
    """Always the same for the same."""
    return crc32(repr(what).encode())


def those_who_differ(installation: Installation) -> list[Reader]:
    """Of readers of one role those that show something which none before them shows, the fullest of them."""
    groups: dict[tuple[Any, ...], list[Reader]] = {}
    for one in installation.readers:
        groups.setdefault((one.role, one.kinds, one.role in APART and one.name), []).append(one)
    rows, kept = installation.filled.rows, []

    def shown(reader: Reader) -> frozenset[Any]:
        chains = [rows.belongings(table, rows.by_id(table, number)) for table, number in reader.within.items()]
        return frozenset().union(*(rows.features(table, row) for chain in chains for table, row in chain.items()))

    for group in groups.values():
        kept += telling([(one, shown(one)) for one in group], MOST)[:MOST]
    return kept


def _roles(method: str, rule: Rule, values: Values) -> str | None:
    """Who may go there by the tables; papers are told apart by their names."""
    if method == "GET" and "/reports/<name>" in rule.rule and values.get("name") in OF_PAPERS:
        return OF_PAPERS[values["name"]]
    return TEAM.get((method, rule.rule))
