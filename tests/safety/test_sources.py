"""Rules about the sources themselves: what may be written where, so that one careless line is noticed.

Each rule is also tried on a line that breaks it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MARKUP_IS_WELCOME = (
    "eventmgr/tools/web/rendering/markdown.py",
    "eventmgr/tools/web/fields/codes.py",
    "eventmgr/ground/features/registry.py",
    "eventmgr/event/events/derived/structured_data.py",
    "eventmgr/event/events/manage/mailings.py",
    "eventmgr/tools/web/handlers.py",
    "eventmgr/tools/web/rendering/acts.py",
)
"""JSON without < and &, Markdown after nh3, options of which every part is escaped, and parts that Jinja itself has drawn, whole or taken apart."""
PARAGRAPH_IS_WELCOME = (
    "eventmgr/tools/typesetting/",
    "eventmgr/output/papers/",
    "eventmgr/exchange/policies/document.py",
    "eventmgr/tools/comparisons/paper.py",
    "eventmgr/exchange/cases/handbook.py",
    "eventmgr/event/delegations/exchange_papers/binding.py",
)
STYLED = ("templates/tools/messages/letter.html",)
"""Mail programs know no style sheets."""
SQL_DOORS = ("text", "exec_driver_sql")

Rule = Callable[[str, str], Iterator[str]]


def markup_in_few_places(path: str, source: str) -> Iterator[str]:
    """`Markup` switches escaping off."""
    for node in _calls(source):
        if _name(node) == "Markup" and path not in MARKUP_IS_WELCOME and not _is_constant(node):
            yield f"{path}:{node.lineno}: Markup()"


def sql_is_never_put_together(path: str, source: str) -> Iterator[str]:
    """`text()` and the driver get constants; what varies is a bound value."""
    knows_text = re.search(r"from sqlalchemy import [^\n]*\btext\b", source) is not None
    for node in _calls(source):
        name = _name(node)
        if name == "exec_driver_sql" or (name == "text" and knows_text and isinstance(node.func, ast.Name)):
            argument = node.args[0] if node.args else None
            if isinstance(argument, (ast.JoinedStr, ast.BinOp)) or (
                isinstance(argument, ast.Call) and _name(argument) in ("format", "join")
            ):
                yield f"{path}:{node.lineno}: {name}() of a text that is put together"


def nothing_runs_what_is_typed(path: str, source: str) -> Iterator[str]:
    """No eval, no pickle, no shell, no YAML."""
    for node in _calls(source):
        called = ast.unparse(node.func)
        if called in ("eval", "exec", "os.system", "os.popen") or called.startswith(("pickle.", "marshal.", "yaml.")):
            yield f"{path}:{node.lineno}: {called}()"
        if any(word.arg == "shell" for word in node.keywords):
            yield f"{path}:{node.lineno}: a shell"
        if called.endswith("render_template_string"):
            yield f"{path}:{node.lineno}: a template made of text"


def paragraphs_through_typesetting(path: str, source: str) -> Iterator[str]:
    """ReportLab reads markup: its paragraphs are made in one place, which escapes."""
    if not path.startswith(PARAGRAPH_IS_WELCOME) and re.search(r"^\s*(from|import) reportlab", source, re.MULTILINE):
        yield f"{path}: imports reportlab"
    for node in _calls(source):
        if _name(node) in ("Paragraph", "XPreformatted") and path.startswith(PARAGRAPH_IS_WELCOME):
            yield f"{path}:{node.lineno}: {_name(node)}()"


def letters_never_ask_the_host(path: str, source: str) -> Iterator[str]:
    """Addresses that leave the page come from BASE_URL."""
    for word in ("request.host", "request.url_root", "request.base_url", "request.root_url", "_external=True"):
        if word in source:
            yield f"{path}: {word}"


def only_a_post_acts(path: str, source: str) -> Iterator[str]:
    """Whoever asks whether a request is a GET takes HEAD for a sent form: pages ask whether it is a POST."""
    if not path.startswith("eventmgr/tools/web/"):
        for match in re.finditer(r"request\.method\s*[!=]=\s*.(?:GET|HEAD)\b", source):
            yield f"{path}: {match[0]}"


def text_is_normalised_at_the_door(path: str, source: str) -> Iterator[str]:
    """`text.normalized` cuts marks whose order costs the square of their number; migrations import nothing of ours."""
    for node in _calls(source) if not path.startswith(("eventmgr/ground/text.py", "eventmgr/migrations/")) else ():
        if ast.unparse(node.func).endswith("unicodedata.normalize"):
            yield f"{path}:{node.lineno}: unicodedata.normalize()"


def numbers_come_in_by_one_door(path: str, source: str) -> Iterator[str]:
    """`isdigit` holds for ², which `int` refuses: `text.whole_number` knows what a number is. Counting digits is free."""
    if any(_name(node) == "int" for node in _calls(source)):
        for node in _nodes(source):
            if isinstance(node, ast.Attribute) and node.attr in ("isdigit", "isnumeric"):
                yield f"{path}:{node.lineno}: {node.attr}"


def addresses_are_read_in_one_place(path: str, source: str) -> Iterator[str]:
    """`web.parameters` refuses a name that is given twice, and what is too long to be asked for."""
    if not path.startswith(("eventmgr/tools/web/", "eventmgr/ground/i18n.py")):
        for match in re.finditer(r"request\.args(?:[.\[)]|\s*,)", source):
            yield f"{path}: {match[0]}"


PILLOW_DRAWS = (
    "eventmgr/tools/uploads/program.py",
    "eventmgr/tools/typesetting/pixels.py",
    "eventmgr/public/home/picture.py",
)
"""The limited process that opens what was sent, and what we draw ourselves."""
READS_FILES = (
    "eventmgr/tools/uploads/forms.py",
    "eventmgr/event/registration/asking/views/receiving.py",
    "eventmgr/tools/web/once.py",  # digests what was accepted before
)


def foreign_pictures_are_opened_in_one_place(path: str, source: str) -> Iterator[str]:
    """A picture of a few kilobytes can take minutes and gigabytes: Pillow opens it in the process with limits, and nowhere else."""
    if path not in PILLOW_DRAWS and re.search(r"^\s*(from|import) PIL\b", source, re.MULTILINE):
        yield f"{path}: imports Pillow"
    if path != PILLOW_DRAWS[0]:
        for node in _calls(source):
            if ast.unparse(node.func) in ("Image.open", "Image.frombuffer", "ImageFile.Parser", "ImageTk.PhotoImage"):
                yield f"{path}:{node.lineno}: {ast.unparse(node.func)}()"


def files_are_read_in_one_place(path: str, source: str) -> Iterator[str]:
    """What was uploaded goes through the door of `uploads`, which reads no more of it than is accepted."""
    if path not in READS_FILES and "request.files" in source:
        yield f"{path}: request.files"


RULES: dict[Rule, tuple[str, str]] = {
    foreign_pictures_are_opened_in_one_place: (
        "eventmgr/matchmaking/listings/services/files.py",
        "from PIL import Image",
    ),
    files_are_read_in_one_place: ("eventmgr/matchmaking/listings/views/writing.py", "sent = request.files.get('file')"),
    markup_in_few_places: ("eventmgr/identity/accounts/signing_in/views.py", "Markup(name)"),
    sql_is_never_put_together: (
        "eventmgr/identity/accounts/queries.py",
        "from sqlalchemy import text\ntext(f'SELECT {name}')",
    ),
    nothing_runs_what_is_typed: ("eventmgr/identity/accounts/signing_in/views.py", "eval(typed)"),
    paragraphs_through_typesetting: ("eventmgr/output/figures/views.py", "from reportlab.platypus import Paragraph"),
    text_is_normalised_at_the_door: (
        "eventmgr/identity/accounts/signing_in/views.py",
        "unicodedata.normalize('NFC', typed)",
    ),
    numbers_come_in_by_one_door: (
        "eventmgr/identity/accounts/signing_in/views.py",
        "if typed.isdigit():\n    number = int(typed)",
    ),
    addresses_are_read_in_one_place: (
        "eventmgr/identity/accounts/signing_in/views.py",
        "page = request.args.get('page')",
    ),
    letters_never_ask_the_host: ("eventmgr/identity/accounts/signing_in/views.py", "link = request.url_root"),
    only_a_post_acts: (
        "eventmgr/identity/accounts/signing_in/views.py",
        'if request.method == "GET":\n    return ask()',
    ),
}
"""Rule → a path and a source that break it."""


@lru_cache(maxsize=1)
def _nodes(source: str) -> list[ast.AST]:
    return list(ast.walk(ast.parse(source)))


@lru_cache(maxsize=1)
def _calls(source: str) -> list[ast.Call]:
    return [node for node in _nodes(source) if isinstance(node, ast.Call)]


def _name(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _is_constant(node: ast.Call) -> bool:
    return all(isinstance(argument, ast.Constant) for argument in node.args)


def _python() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "eventmgr").rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), path.read_text("utf-8")


def _templates() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "templates").rglob("*.*")):
        yield path.relative_to(ROOT).as_posix(), path.read_text("utf-8")


@cache
def _broken() -> dict[Rule, list[str]]:
    """What each rule says of the sources: one file after the other, so that each is read and parsed once."""
    broken: dict[Rule, list[str]] = {rule: [] for rule in RULES}
    for path, source in _python():
        for rule, lines in broken.items():
            lines += rule(path, source)
    return broken


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_sources_keep_the_rule(rule: Rule):
    assert _broken()[rule] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_rule_speaks_where_it_is_broken(rule: Rule):
    assert len(list(rule(*RULES[rule]))) == 1


FORBIDDEN = {
    "escaping switched off": r"\|\s*safe\b|autoescape\s+false",
    "a script in the page": r"<script(?![^>]*\bsrc=)(?! type=\"application/ld\+json\">\{\{ structured \}\}</script>)",
    "a style in the page": r"<style|\sstyle\s*=",
    "a handler in the page": r"\son[a-z]+\s*=\s*[\"'{]",
    "an address that runs": r"javascript:|vbscript:|data:text",
    "something foreign": r"(?:src|action)\s*=\s*[\"']\s*(?:https?:)?//",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_holds(what):
    found = [
        f"{path}: {match[0]!r}"
        for path, source in _templates()
        for match in re.finditer(FORBIDDEN[what], source)
        if not (what == "a style in the page" and path in STYLED)
    ]

    assert found == []


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("escaping switched off", "{{ name | safe }}"),
        ("a script in the page", "<script>alert(1)</script>"),
        ("a style in the page", '<p class="a" style="color:red">'),
        ("a handler in the page", '<a onclick="f()">'),
        ("an address that runs", '<a href="javascript:f()">'),
        ("something foreign", '<img src="//cdn.example/x.js">'),
    ],
)
def test_the_pattern_finds(what, line):
    assert re.search(FORBIDDEN[what], line)


def test_every_target_of_a_new_window_gives_nothing_away():
    wide = [
        f"{path}: {match[0]}"
        for path, source in _templates()
        for match in re.finditer(r"<a\b[^>]*target=[^>]*>", source)
        if "noopener" not in match[0]
    ]

    assert wide == []


def test_the_list_of_rules_names_tests_that_exist():
    listed = re.findall(
        r"`(tests/[\w/.]+\.py)(?:::(\w+))?`", (ROOT / "docs" / "running" / "safety.md").read_text("utf-8")
    )

    missing = [
        f"{path}::{name}"
        for path, name in listed
        if not (ROOT / path).is_file() or (name and f"def {name}(" not in (ROOT / path).read_text("utf-8"))
    ]

    assert (missing, len(listed) > 40) == ([], True)
