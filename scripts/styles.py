"""The style sheets that browsers get, built from Bootstrap and the product's own with only what the pages use.

    python scripts/styles.py            write eventmgr/static/public.css (public pages) and manage.css (organizers' pages)
    python scripts/styles.py --check    say whether they are what the sources make; writes nothing

Sources: `scripts/styles/vendor/bootstrap.min.css` (as published), `scripts/styles/app.css`, `scripts/styles/charts.css`
(written by `eventmgr/tools/charts/tokens.py`, organizers' pages only). A rule stays when each of its classes is named in a template
that the pages of that sheet reach, in elements that Python writes or in a script, and each of its elements can stand in a page;
a custom property, when a rule that stays reads it, by a name of a letter or two; keyframes, when one plays them.
"""

from __future__ import annotations

import argparse
import ast
import itertools
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from string import ascii_lowercase

import jinja2
import tinycss2
from jinja2 import meta, nodes
from tinycss2.ast import AtRule, Declaration, Node, QualifiedRule

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "scripts" / "styles"
BUILT = ROOT / "eventmgr" / "static"
TEMPLATES = ROOT / "templates"
HEAD = "/*! Bootstrap v5.3.9 (MIT), what the pages use of it, and the style sheet of eventmgr. Built by scripts/styles.py. */\n"
MADE_BY_BROWSERS = frozenset(("html", "body"))
FROM_TEXT = frozenset(
    re.findall(
        r"\w+",
        "p br hr em strong a ul ol li h1 h2 h3 h4 h5 h6 blockquote code pre table thead tbody tr th td del img sup sub",
    )
)
"""Elements that Markdown of organizers becomes (`web/rendering/markdown.py`)."""
ROOMS_WITHOUT_PAGES = frozenset(("cli", "jobs", "matching", "migrations", "sample", "scheduling", "taxonomy", "upkeep"))
_CLASS = re.compile(r"\.(-?[_a-zA-Z][\w-]*)")
_ATTRIBUTE = re.compile(r"\[\s*([\w-]+)")
_ELEMENT = re.compile(r"(?:^|[\s>+~(,])([a-z][a-z0-9]*)(?![\w-]*\()")
_NAME = re.compile(r"-?[_a-zA-Z][\w-]*")
_OTHER_ATTRIBUTE = re.compile(r"\s(?!class=)[\w-]+=\"[^\"]*\"")
_STRING = re.compile(r"\"[^\"]*\"|'[^']*'")
_SAID_OR_LED_TO = re.compile(rf"\b(?:_|ngettext|url_for)\(\s*(?:(?:{_STRING.pattern}),?\s*)+")
"""The words of a sentence and the names of endpoints are no classes."""
_PROPERTY = re.compile(r"--[\w-]+")
_GIVEN = re.compile(r"(--[\w-]+):((?:[^;\"()]|\"[^\"]*\"|\((?:[^()]|\([^()]*\))*\))*)")
_ROOT = re.compile(r"(?:^|,|\})(?::root(?::not\([^)]*\))?|\[data-bs-theme[^\]]*\])$")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")


@dataclass(frozen=True)
class Used:
    """What pages name."""

    names: frozenset[str]
    """Whole words that can be classes."""
    beginnings: tuple[str, ...]
    """Words that a template goes on with a value, as in `alert-{{ tone }}`."""
    elements: frozenset[str]
    everything: bool = False

    def has_class(self, name: str) -> bool:
        """Whether a page can have it."""
        if self.everything or name in self.names:
            return True
        ends = (name[len(start) :] for start in self.beginnings if name.startswith(start))
        return any(end.isdigit() or end in self.names for end in ends)

    def has_attribute(self, name: str) -> bool:
        """Whether a page can have it; HTML's own are taken for granted."""
        return self.everything or not name.startswith("data-") or name in self.names


EVERYTHING = Used(frozenset(), (), frozenset(("a", "rect", "text", "svg")), everything=True)
"""For a sheet that is written for what is used."""


def build() -> dict[str, str]:
    """File name → text of the sheets."""
    bootstrap, own, charts = (
        (SOURCES / name).read_text("utf-8") for name in ("vendor/bootstrap.min.css", "app.css", "charts.css")
    )
    pages = {name for name in _environment().list_templates() if name.endswith(".html")}
    public = {name for name in pages if _is_public(_frames(name))}
    for_organizers = pruned(bootstrap + own, used_by(pages, manage=True)) + pruned(charts, EVERYTHING)
    return {
        "public.css": HEAD + shortened(spelled_out(pruned(bootstrap + own, used_by(_reached(public), manage=False)))),
        "manage.css": HEAD + shortened(spelled_out(for_organizers)),
    }


MEETINGS = ("meeting_plans", "meeting_parties", "meeting_requests", "suggestions", "timetables", "meeting_day")
"""Rooms of `matchmaking` whose pages are for organizers and for those who meet."""

WITH_ALL_STYLES = frozenset(
    {
        "manage/base.html",
        "event/delegations/_frame.html",
        "matchmaking/listings/company/_frame.html",
        "matchmaking/meeting_parties/own/base.html",
        "matchmaking/suggestions/unit.html",
        "matchmaking/meeting_day/host.html",
        "matchmaking/meeting_day/screen.html",
    }
)
"""Frames whose pages take `manage.css`: organizers' pages, and those of liaisons, organizations and hosts of tables, which nobody
sees who only registers."""


def _is_public(frames: list[str]) -> bool:
    """Whether a page with these frames is for everybody; so are the panels that rooms leave to a public page."""
    if frames[-1] == "base.html":
        return not WITH_ALL_STYLES.intersection(frames)
    return not {"manage", "macros", "delegations", *MEETINGS, "company"}.intersection(frames[0].split("/")[:-1])


def _frames(name: str) -> list[str]:
    """`name` and what it extends, the outermost last."""
    frames = [name]
    while True:
        tree = _environment().parse((TEMPLATES / frames[-1]).read_text("utf-8"))
        outer = next(tree.find_all(nodes.Extends), None)
        if outer is None:
            return frames
        if not isinstance(outer.template, nodes.Const):
            raise ValueError(f"{frames[-1]}: extends a template by a computed name; name it")
        frames.append(outer.template.value)


def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True
    )


def _reached(roots: set[str]) -> set[str]:
    """`roots` and every template that they extend, include or import.

    Raises:
        ValueError: one of them computes the name of another.
    """
    environment = _environment()
    reached: set[str] = set()
    waiting = sorted(roots)
    while waiting:
        name = waiting.pop()
        if name in reached:
            continue
        reached.add(name)
        tree = environment.parse((TEMPLATES / name).read_text("utf-8"))
        for other in meta.find_referenced_templates(tree):
            if other is None:
                raise ValueError(f"{name}: includes a template by a computed name; name it")
            waiting.append(other)
    return reached


def used_by(templates: Iterable[str], *, manage: bool) -> Used:
    """What `templates`, the scripts and the Python of the package name; `manage`: that of organizers' pages, too."""
    names: set[str] = set()
    beginnings: set[str] = set()
    elements = set(MADE_BY_BROWSERS | FROM_TEXT)
    for template in templates:
        text = (TEMPLATES / template).read_text("utf-8")
        elements.update(re.findall(r"<([a-z][a-z0-9]*)", text))
        beginnings.update(re.findall(r"[\"'\s}]([a-zA-Z][\w-]*-|w)(?:\{\{|\" ~)", _OTHER_ATTRIBUTE.sub("", text)))
        names.update(_NAME.findall(_named_in(text)))
    skipped = ROOMS_WITHOUT_PAGES if manage else {*ROOMS_WITHOUT_PAGES, "manage", *MEETINGS, "outcomes"}
    package = ROOT / "eventmgr"
    for path in sorted(package.rglob("*.py")):
        if skipped.intersection(path.relative_to(package).parts):
            continue
        for literal in _literals(path.read_text("utf-8")):
            names.update(_NAME.findall(literal))
            elements.update(re.findall(r"<([a-z][a-z0-9]*)", literal))
    for path in sorted(BUILT.glob("*.js") if manage else (BUILT / "app.js",)):
        names.update(_NAME.findall(path.read_text("utf-8")))
    return Used(frozenset(names), tuple(sorted(beginnings)), frozenset(elements))


def _named_in(text: str) -> str:
    """Where a template names classes and data attributes: in tags, and in the strings of expressions."""
    text = re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)
    expressions = re.findall(r"\{[{%].*?[}%]\}", text, re.DOTALL)
    strings = [string for code in expressions for string in _STRING.findall(_SAID_OR_LED_TO.sub("(", code))]
    attributes = re.findall(r"\bclass=\"([^\"]*(?:\{[{%].*?[}%]\}[^\"]*)*)\"|\b(data-[\w-]+)", text)
    return " ".join([*strings, *map(" ".join, attributes)])


def _literals(text: str) -> Iterator[str]:
    """The strings of a module that write elements with classes; other classes stand in templates."""
    if "class=" in text:
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and "class=" in node.value:
                yield node.value


def pruned(text: str, used: Used) -> str:
    """`text` in few bytes, without what `used` does not name."""
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    kept = _without_overridden(list(_kept(rules, used)))
    read: set[str] = set()
    while True:
        # A property is read by rules, and by properties that are read.
        now = {name for rule in kept for name in _VARIABLE.findall(rule.written(read))}
        if now == read:
            break
        read = now
    written = [rule.written(read) for rule in kept]
    everything = "".join(written)
    return "".join(rule for rule in written if not _is_idle(rule, everything))


def spelled_out(text: str) -> str:
    """`text` with custom properties that have one value everywhere, given at the root, written where they are read."""
    given: dict[str, list[tuple[str, str]]] = {}
    for head, body in re.findall(r"([^{}]*)\{([^{}]*)\}", text):
        for name, value in _GIVEN.findall(body):
            given.setdefault(name, []).append((head, value))
    at_root = {name for name, rules in given.items() if all(_ROOT.search(head) for head, _value in rules)}
    fixed = {name: rules[0][1] for name, rules in given.items() if name in at_root and len(rules) == 1}
    fixed = {name: value for name, value in fixed.items() if at_root.issuperset(_VARIABLE.findall(value))}
    for name, value in fixed.items():
        text = re.sub(rf"{name}:{re.escape(value)};?", "", text)
    text = text.replace(":root{}", "")
    while (once := re.sub(r"var\((--[\w-]+)\)", lambda found: fixed.get(found[1], found[0]), text)) != text:
        text = once
    return text


def shortened(text: str) -> str:
    """`text` with custom properties of a letter or two, those first that are read most: nothing but the sheet names them."""
    counted = Counter(_PROPERTY.findall(text))
    ranked = sorted(counted, key=lambda name: (-counted[name], name))
    letters = ["".join(pair) for pair in itertools.product(("", *ascii_lowercase), ascii_lowercase)]
    short = dict(zip(ranked, letters, strict=False))
    return _PROPERTY.sub(lambda found: f"--{short[found[0]]}", text)


@dataclass(frozen=True)
class _Rule:
    """One rule: `head{declarations}`, or with rules of its own."""

    head: str
    declarations: tuple[tuple[str, str], ...] = ()
    selectors: tuple[str, ...] = ()
    rules: tuple[_Rule, ...] = ()

    def written(self, read: set[str]) -> str:
        """Its text; of custom properties only those in `read`. Empty where nothing is left."""
        inner = ";".join(
            f"{name}:{value}" for name, value in self.declarations if not name.startswith("--") or name in read
        )
        inner += "".join(rule.written(read) for rule in self.rules)
        return f"{self.head}{{{inner}}}" if inner else ""


def _without_overridden(rules: list[_Rule]) -> list[_Rule]:
    """`rules` without declarations that a later rule gives anew to each of the same selectors, whatever the window."""
    later: dict[tuple[str, str], bool] = {}
    left = []
    for rule in reversed(rules):
        left.append(_thinned(rule, later))
        if not rule.head.startswith("@"):
            for name, value in rule.declarations:
                for selector in rule.selectors:
                    is_important = value.endswith("!important") or later.get((selector, name), False)
                    later[selector, name] = is_important
    return left[::-1]


def _thinned(rule: _Rule, later: dict[tuple[str, str], bool]) -> _Rule:
    """`rule` without what is in `later`: (selector, property) → whether that is `!important`."""
    if rule.head.startswith(("@media", "@supports")):
        return replace(rule, rules=tuple(_thinned(one, later) for one in rule.rules))
    if rule.head.startswith("@"):
        return rule

    def is_overridden(name: str, value: str) -> bool:
        wins = [later.get((selector, name)) for selector in rule.selectors]
        return all(one is True or (one is False and not value.endswith("!important")) for one in wins)

    return replace(rule, declarations=tuple(one for one in rule.declarations if not is_overridden(*one)))


def _kept(rules: list[Node], used: Used) -> Iterator[_Rule]:
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            selectors = [one for one in _selectors(rule.prelude) if _can_match(one, used)]
            if selectors:
                yield _Rule(",".join(selectors), tuple(_declarations(rule.content)), tuple(selectors))
        elif isinstance(rule, AtRule) and rule.content is not None:
            head = f"@{rule.at_keyword} {_short(tinycss2.serialize(rule.prelude))}".strip()
            if rule.lower_at_keyword in ("media", "supports"):
                inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
                yield _Rule(head, rules=tuple(_kept(inner, used)))
            elif rule.lower_at_keyword == "keyframes":
                frames = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
                yield _Rule(
                    head,
                    rules=tuple(
                        _Rule(_short(tinycss2.serialize(f.prelude)), tuple(_declarations(f.content))) for f in frames
                    ),
                )
            else:
                yield _Rule(head, tuple(_declarations(rule.content)))
        elif rule.type == "error":
            raise ValueError(f"line {rule.source_line}: {rule.message}")


def _is_idle(rule: str, everything: str) -> bool:
    """Whether these are keyframes that nothing plays."""
    found = re.match(r"@keyframes ([\w-]+)", rule)
    return found is not None and not re.search(rf"animation(-name)?:[^;}}]*\b{re.escape(found[1])}\b", everything)


def _selectors(prelude: list[Node]) -> list[str]:
    """The selectors of a list, split at its outer commas."""
    parts: list[list[Node]] = [[]]
    for node in prelude:
        if node.type == "literal" and node.value == ",":
            parts.append([])
        else:
            parts[-1].append(node)
    return [_short(tinycss2.serialize(part)) for part in parts]


_UNWANTED = (":indeterminate", ".form-select.is-invalid:not([multiple])", "::-webkit-file-upload-button")
"""No page has a box that is half ticked, and browsers know `::file-selector-button` by that name. The sign within a wrong list is left out for the sake of the first load: its frame is
red, and the fault stands below it."""


def _can_match(selector: str, used: Used) -> bool:
    """Whether a page can hold what `selector` asks for; what stands in `:not()` or is one choice of many does not count."""
    if any(part in selector for part in _UNWANTED):
        return False
    plain = re.sub(r":not\((?:[^()]|\([^()]*\))*\)", "", selector)
    if not all(map(used.has_attribute, _ATTRIBUTE.findall(plain))):
        return False
    plain = re.sub(r"\[[^\]]*\]", "", plain)
    plain = re.sub(r":(?:is|where|has)\((?:[^()]|\([^()]*\))*\)", _one_of(used), plain)
    if "!" in plain:
        return False
    return all(map(used.has_class, _CLASS.findall(plain))) and all(
        element in used.elements for element in _ELEMENT.findall(re.sub(r"::?[\w-]+", "", plain))
    )


def _one_of(used: Used) -> Callable[[re.Match[str]], str]:
    """What stands for `:is(…)`: nothing where one of its choices can match, `!` where none can."""

    def answer(found: re.Match[str]) -> str:
        choices = found[0][found[0].index("(") + 1 : -1].split(",")
        return "" if any(_can_match(choice.strip(), used) for choice in choices) else "!"

    return answer


def _declarations(content: list[Node]) -> Iterator[tuple[str, str]]:
    for node in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if isinstance(node, Declaration):
            value = _short(tinycss2.serialize(node.value)) + ("!important" if node.important else "")
            yield node.name if node.name.startswith("--") else node.lower_name, value
        elif node.type == "error":
            raise ValueError(f"line {node.source_line}: {node.message}")


def _short(text: str) -> str:
    """Without comments and needless blanks; strings are left as they are."""
    parts = re.split(
        r"(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|url\([^)]*\))", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    )
    for at in range(0, len(parts), 2):
        parts[at] = re.sub(r"\s*([,>])\s*", r"\1", re.sub(r"\s+", " ", parts[at]))
    return "".join(parts).strip()


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Build the style sheets that browsers get.")
    parser.add_argument("--check", action="store_true", help="compare with what is there")
    check = parser.parse_args().check
    stale = []
    for name, text in build().items():
        path = BUILT / name
        if check:
            stale += [name] if not path.is_file() or path.read_text("utf-8") != text else []
        else:
            path.write_text(text, "utf-8")
            print(f"{path.relative_to(ROOT)}: {len(text.encode()):,} bytes")
    if stale:
        sys.exit(f"eventmgr/static: {', '.join(stale)} not built from what is there now: python scripts/styles.py")


if __name__ == "__main__":
    main()
