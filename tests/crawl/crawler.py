"""Opening addresses as readers, following what stands on the pages, sending their forms."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from werkzeug.routing import Rule

from tests.access_table import TEAM
from tests.crawl.addresses import parts, shape
from tests.crawl.dealing import DRAWN, LETTERS, Dealing, in_turn, is_for, roles_of
from tests.crawl.installation import Installation
from tests.crawl.pages import Form
from tests.crawl.readers import Reader
from tests.crawl.walks import Page, Walk

Key = tuple[str, str]
"""Method and rule."""
LONGEST = 300
"""So many objects are tried for one page, until it answers or shows a form."""
LINKED = 2
"""So many links of such a page are followed to the page that a form belongs to: lists lead where there is something to do,
and what is new is first asked of what kind it is."""
FEW = 60
"""Where so many objects are left, those that show nothing new are tried, too: all events."""


class Crawl:
    """All walks through an installation, and what was found amiss.

    Args:
        whole: as long as a soak has been given times (docs/inside/testing.md); else what `make test` asks.
        turn: which share of what is dealt out between the two databases.
        unreached: what need not be looked for.
    """

    def __init__(
        self, installation: Installation, *, whole: bool, turn: int = 0, unreached: set[Key] | None = None
    ) -> None:
        self.installation, self.dealing = installation, Dealing(installation, whole=whole, turn=turn)
        self._unreached = unreached or set()
        self._all_rules = sorted(installation.filled.rules.values(), key=lambda rule: rule.rule)
        self.faults: dict[str, str] = {}
        """What is amiss → where it was seen first."""
        self.reached: set[Key] = set()
        """What answered somebody: a page, or a form that stands on one."""
        self._sent: Counter[tuple[Any, ...]] = Counter()
        self._followed: Counter[tuple[Any, ...]] = Counter()
        self._asked_elsewhere: set[str] = set()
        self._steps: dict[str, tuple[Walk, Page, Form, Callable[[Page], None]]] = {}
        """Forms that were sent, and what looks at where they lead; one of each rule."""
        self._walks: dict[str, Walk] = {}
        self._met: dict[str, set[Any]] = defaultdict(set)

    def run(self, *, looking: bool) -> None:
        """All readers, one after the other; then, where that is looked for, whatever none of them has come to."""
        for reader in self.dealing.readers():
            self._send_forms(self._walk(reader))
            if self.dealing.whole:
                del self._walks[str(reader)]  # thousands of pages
        if looking:
            self._look_for_pages()
            self._look_for_forms()

    def missing(self) -> set[Key]:
        """What can be opened and sent, and has not been."""
        rules = self.installation.filled.rules.values()
        known = {(method, rule.rule) for rule in rules for method in (rule.methods or set()) & {"GET", "POST"}}
        return known - self.reached

    def _walk_of(self, reader: Reader) -> Walk:
        return self._walks.setdefault(str(reader), Walk(self.installation, reader))

    def _walk(self, reader: Reader) -> Walk:
        """Open what is filled for a reader, then what the pages lead to."""
        walk = self._walk_of(reader)
        for rule in self._rules("GET"):
            for values in self.dealing.chosen(reader, rule):
                self._look(walk, walk.open(self.installation.filled.build(rule, values)))
        checked: set[str] = set()
        met = self._met[f"{reader.role} {reader.kinds}"]
        met |= {(page.rule, "") for page in walk.pages.values() if page.status < 400 and "?" not in page.path}
        while waiting := [page for page in walk.pages.values() if page.path not in checked]:
            for page in waiting:
                checked.add(page.path)
                self._ask_table(walk, page)
                goes_on = any("cursor=" in link for link in page.links)
                for link in in_turn(page.links) if self.dealing.whole else page.links:
                    if link in walk.pages or self._is_new(reader, page, link, met, goes_on=goes_on):
                        self._look(walk, walk.open(link), on=page)
        return walk

    def _rules(self, method: str) -> list[Rule]:
        return [rule for rule in self._all_rules if method in (rule.methods or ())]

    def _wanted(self, method: str) -> Iterator[Rule]:
        """What is still to be looked for, one after the other; whatever is found on the way is not."""
        for rule in self._rules(method):
            if (method, rule.rule) not in self.reached | self._unreached:
                yield rule

    def _is_new(self, reader: Reader, page: Page, link: str, met: set[Any], *, goes_on: bool) -> bool:
        """Whether a link is to be followed: it leads to a rule, or asks it something, for the first time; or it is dealt
        out from such a page. A list that goes on over several pages is asked everything once more."""
        known = self.installation.filled.read(link)
        rule = known[0].rule if known else link.partition("?")[0]
        asked = {(rule, part, "sort=" in part and goes_on and page.rule == rule) for part in parts(link)} or {
            (rule, "")
        }
        if "?" in link and not rule.endswith("/"):
            asked = {(rule, "?")}  # a file of what the page shows
        from_here = (page.rule, rule, shape(link))
        if self.dealing.whole:
            kinds = [
                (reader.role, reader.kinds, one) for one in asked | ({(page.rule, rule)} if "?" not in link else set())
            ]
            is_new = self.dealing.is_drawn(from_here) or any(self._followed[kind] < DRAWN for kind in kinds)
            self._followed.update(kinds if is_new else ())
        elif is_for(reader, "GET", rule):
            asked = {one for one in asked if "?" not in link or "sort=" in one[1] or self.dealing.is_half(one[:2])}
            is_new = not asked <= met or (from_here not in met and self.dealing.is_dealt(from_here))
        else:
            is_new = from_here not in met and self.dealing.is_dealt(str(reader), rule, shape(link))
        met |= {*asked, from_here}
        return is_new

    def _ask_table(self, walk: Walk, page: Page) -> None:
        """What stands on a page that the table of routes and roles keeps from its reader; costs no request."""
        letter = LETTERS.get(walk.reader.role)
        shown = [("GET", link) for link in page.links] + [("POST", form.path) for form in page.forms]
        for method, path in shown if letter else ():
            known = self.installation.filled.read(path, method)
            roles = roles_of(method, *known) if known else None
            if known and roles is not None and letter not in roles:
                self._fault(
                    f"{method} {known[0].rule} on {page.rule} is not for this role",
                    f"{walk.reader}: {path} on {page.path}",
                )

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
        for path in in_turn(walk.pages, "forms") if self.dealing.whole else list(walk.pages):
            page = walk.pages[path]
            for form in page.forms:
                self._send_if_new(walk, page, form)

    def _send_if_new(self, walk: Walk, page: Page, form: Form) -> None:
        rule, key = self._rule_of(form), self._key(walk, form)
        if self._sent[key] < (DRAWN if self.dealing.whole else 1) and not _is_told_by_table(walk.reader, rule):
            self._sent[key] += 1
            self._send(walk, page, form, rule)

    def _send(self, walk: Walk, page: Page, form: Form, rule: str) -> None:
        where = f"{walk.reader}: {form.path} on {page.path}"
        then = partial(self._look_further, walk, page, form, where)
        self._judge(rule, form, where, *walk.send(page, form, then=then if self.dealing.whole else None))
        self._steps.setdefault(rule, (walk, page, form, then))
        if rule not in self._asked_elsewhere and self.dealing.is_half(rule):
            self._asked_elsewhere.add(rule)
            if (status := walk.send_from_elsewhere(form)) not in (400, 403):
                self._fault(f"{status} POST {rule} from another site", where)
        if not self.dealing.is_dealt(rule, form.names):
            return
        status, raised = walk.send(page, form, filled=False)
        if status >= 500:
            self._fault(f"{status} POST {rule} with nothing filled in {raised}", where)

    def _judge(self, rule: str, form: Form, where: str, status: int, raised: str) -> None:
        if status < 400 or status in (409, 422):
            self.reached.add(("POST", rule))
        if status >= 500 or status in (400, 403, 404, 405, 413, 429):
            self._fault(f"{status} POST {rule} {'='.join(form.button)} {raised}", where)

    def _look_further(self, walk: Walk, before: Page, sent: Form, where: str, page: Page) -> None:
        """What a form has led to: it can be opened, and a form that stands only there is sent before all is taken back."""
        where = f"{where}, then {page.path}"
        if page.status >= 400:
            self._fault(f"{page.status} {page.rule} {page.raised} behind a form", where)
        for fault in page.faults:
            self._fault(f"{fault} on {page.rule} behind a form", where)
        known = {(form.path, form.names, form.button) for form in before.forms}
        for form in page.forms:
            rule = self._rule_of(form)
            key = self._key(walk, form)
            stood_before = (form.path, form.names, form.button) in known or form.path == sent.path
            if key not in self._sent and not stood_before and not _is_told_by_table(walk.reader, rule):
                self._sent[key] += 1
                self._judge(rule, form, where, *walk.send_on(page, form))
                return

    def _read(self, link: str, method: str = "GET") -> Rule | None:
        known = self.installation.filled.read(link, method)
        return known[0] if known else None

    def _rule_of(self, form: Form) -> str:
        rule = self._read(form.path, "POST")
        return rule.rule if rule else form.path

    def _key(self, walk: Walk, form: Form) -> tuple[Any, ...]:
        group = walk.reader.kinds or ("liaison" if walk.reader.role == "liaison" else "",)
        return group, self._rule_of(form), form.names, form.button[0]

    def _look_for_pages(self) -> None:
        """For what nobody could open: everybody whom it is for, with one object after the other."""
        for rule in self._wanted("GET"):
            for above in self._above(rule):
                for walk, page in self._opened_in_turn(above, "GET", rule):
                    self._look(walk, page)
                    for link in page.links:
                        if self._read(link) is rule and ("GET", rule.rule) not in self.reached:
                            self._look(walk, walk.open(link), on=page)

    def _look_for_forms(self) -> None:
        """For forms that nobody has seen: the pages above them, with one object after the other, until one shows it."""
        for rule in self._wanted("POST"):
            self._look_behind_forms(rule)
            pages = self._above(rule)
            for above in pages:
                for walk, page in self._opened_in_turn(above, "POST", rule):
                    self._look(walk, page)
                    linked = [link for link in page.links if above is not pages[0] and self._read(link) is pages[0]]
                    for shown in [page, *map(walk.open, linked[:LINKED])]:
                        self._look(walk, shown)
                        for form in shown.forms:
                            self._send_if_new(walk, shown, form)

    def _look_behind_forms(self, rule: Rule) -> None:
        """For a form that stands only where another form of the same object has led: both are sent, one after the other."""
        key, place = ("POST", rule.rule), rule.rule.rstrip("/").rpartition("/")[0]
        for sent, (walk, page, form, then) in list(self._steps.items()):
            if key in self.reached:
                return
            if sent != rule.rule and (sent.startswith(f"{place}/") or sent.rstrip("/") == place):
                walk.send(page, form, then=then)

    def _above(self, rule: Rule) -> list[Rule]:
        """Pages whose address is the beginning of a form's, the longest first; then those beside it, and those of the same
        object."""
        beginnings = [one for one in self._rules("GET") if rule.rule.startswith(f"{one.rule.rstrip('/')}/")]
        own = [one for one in self._rules("GET") if one.rule in (rule.rule, f"{rule.rule}/")]
        beginnings = sorted((one for one in beginnings if one not in own), key=lambda one: -len(one.rule))
        beside = [
            one for one in self._rules("GET") if beginnings and _is_beside(one.rule, beginnings[0].rule, rule.rule)
        ]
        return list({one.rule: one for one in [*own, *beginnings, *beside]}.values())

    def _opened_in_turn(self, pages: Rule, method: str, wanted: Rule) -> Iterator[tuple[Walk, Page]]:
        """Pages of a rule as those for whom `wanted` is, until that is reached."""
        key, left = (method, wanted.rule), LONGEST
        for reader in self.dealing.readers_for(*key):
            if not is_for(reader, "GET", pages.rule):
                continue
            offered = self.dealing.offer(reader, pages)
            walk = self._walk_of(reader)
            has_all = self.dealing.whole or pages is wanted or len(offered.others) <= FEW
            for values in [*offered.telling, *(offered.others if has_all else ())]:
                if key in self.reached or not left:
                    return
                left -= 1
                yield walk, walk.open(self.installation.filled.build(pages, values))


_PARTS_OF_EVENT = "/manage/events/<slug>/".count("/")


def _is_beside(page: str, above: str, rule: str) -> bool:
    """Whether a page may show a form of `rule` though its address is not the beginning of it."""
    last = rule.rstrip("/").rpartition("/")[2]
    is_page = page.endswith(("/", ">")) or "." not in page.rpartition("/")[2]
    return is_page and (
        (above.count("/") > _PARTS_OF_EVENT and page.startswith(above))
        or (last[:1] == "<" and page.endswith(f"/{last}/"))
    )


def _is_told_by_table(reader: Reader, rule: str) -> bool:
    """Whether a form is refused to this reader by the table of routes and roles, which `_ask_table` has told."""
    letter, roles = LETTERS.get(reader.role), TEAM.get(("POST", rule))
    return letter is not None and roles is not None and letter not in roles
