"""What the documentation says is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from eventmgr.ground.settings import DEFAULTS
from tests.architecture import WINGS
from tests.conftest import ROOT, script

reference = script("reference")


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("name", reference.PAGES)
def test_the_reference_pages_are_what_the_code_says(name: str):
    assert read(name) == reference.PAGES[name]()


def test_every_setting_has_a_safe_default_and_a_line_that_explains_it():
    unexplained = [name for name, (_value, meaning) in DEFAULTS.items() if len(meaning) < 15]

    assert unexplained == []


def test_every_setting_that_the_code_reads_is_a_known_one():
    own = re.compile(r'config(?:\.get\(|\[)"([A-Z_]+)"')
    foreign = {"SQLALCHEMY_ENGINE_OPTIONS", "CATALOGUES", "TESTING"}
    read_names = {name for path in (ROOT / "eventmgr").rglob("*.py") for name in own.findall(path.read_text("utf-8"))}

    assert {name for name in read_names if not name.startswith(("BABEL_", "WTF_", "SESSION_COOKIE_"))} - set(
        DEFAULTS
    ) - foreign == set()


def test_every_command_says_what_it_does():
    silent = [name for name, command in reference.commands() if not command.help]

    assert silent == []


def test_the_wings_of_the_architecture_page_are_those_that_are_tested():
    rows = re.findall(
        r"^\| `(\w+)` \| ([^|]+) \|", read("docs/architecture.md").split("## 2. The wings")[1], re.MULTILINE
    )
    said = [(wing, tuple(tuple(step.split(", ")) for step in rooms.split(" → "))) for wing, rooms in rows[: len(WINGS)]]

    assert said == list(WINGS.items())


def test_the_architecture_page_is_read_in_ten_minutes():
    assert len(read("docs/architecture.md").split()) < 2400


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_both_readmes_open_with_the_two_commands(name: str):
    first_block = read(name).split("```")[1]

    assert [line.split("#")[0].strip() for line in first_block.strip().splitlines()[1:]] == ["make demo", "make test"]


def test_decisions_are_numbered_without_gaps():
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs/decisions").glob("*.md"))

    assert numbers == list(range(1, len(numbers) + 1))


def test_links_between_documents_lead_somewhere():
    link = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    dead = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in link.findall(page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]

    assert dead == []


NOT_OF_THE_PRODUCT = {
    **dict.fromkeys(
        ("instance/data_key", "instance/settings.toml", ".venv/bin/eventmgr", "./instance"), "an installation's own"
    ),
    **dict.fromkeys(("ical.js", "pylock.toml", "workers/gthread.py"), "of another project"),
    "text/calendar": "a type of content",
    "models/": "any room's",
}
_NAMED = re.compile(r"`((?:[\w.-]+/)+[\w.-]*\.?\w*|[a-z_]+\.(?:py|html|toml|md|css|js|json|csv|po))`")


def test_files_that_docs_and_sources_name_exist():
    folders = [ROOT / name for name in ("eventmgr", "templates", "tests", "docs", "scripts", "bench", "requirements")]
    known = {
        f"/{path.relative_to(ROOT)}" for path in [*ROOT.iterdir(), *(one for f in folders for one in f.rglob("*"))]
    }
    missing = {
        (str(page.relative_to(ROOT)), name)
        for page in [*ROOT.glob("*.md"), *(one for f in folders for one in f.rglob("*.*") if one.suffix in _WRITTEN)]
        for name in _NAMED.findall(page.read_text("utf-8"))
        if name not in NOT_OF_THE_PRODUCT and not any(path.endswith(f"/{name.rstrip('/')}") for path in known)
    }

    assert missing == set()


_WRITTEN = (".py", ".md", ".html")


def test_names_that_pages_give_beside_a_file_stand_in_it():
    pages = {str(page.relative_to(ROOT)): page.read_text("utf-8") for page in (ROOT / "docs").rglob("*.md")}

    assert [(page, fault) for page, text in pages.items() for fault in names_astray(text)] == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("'web/once.py' ('ids_of_post'), 'text.py' ('clean')", []),
        ("'web/once.py' ('ids_of_nothing')", ["ids_of_nothing in web/once.py"]),
        ("'events/services/locking.py' ('lock', 'unlock')", ["unlock in events/services/locking.py"]),
        ("'web/twice.py' ('ids_of_post')", ["ids_of_post in web/twice.py"]),
    ],
)
def test_a_name_that_moved_away_is_noticed(text: str, fault: list[str]):
    assert names_astray(text.replace("'", "`")) == fault


def names_astray(page: str) -> list[str]:
    """What a page says to stand in a file of the package, by names in brackets after its path, and does not."""
    said = re.findall(r"`([\w/]+\.py)` \(((?:`\w+`(?:, )?)+)\)", page)
    return [
        f"{name} in {path}"
        for path, names in said
        for name in re.findall(r"\w+", names)
        if not any(re.search(rf"\b{name}\b", file.read_text("utf-8")) for file in _called(path))
    ]


def _called(path: str) -> list[Path]:
    """The files of the package that a page calls so: from the package on, or from the room on."""
    package = ROOT / "eventmgr"
    return [file for file in (package / path, *(package / wing / path for wing in WINGS)) if file.is_file()]


def test_every_dependency_has_a_line_that_says_what_it_replaces():
    decisions = "\n".join(path.read_text("utf-8").lower() for path in (ROOT / "docs/decisions").glob("*.md"))
    lines = [line for name, lines in script("lock").layers().items() if name not in ("uv", "build") for line in lines]
    names = [re.split(r"[^\w-]", line)[0].lower() for line in lines]

    assert [name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", decisions)] == []


def _links(page: str) -> set[str]:
    """Where a page leads, as paths from the checkout."""
    folder = (ROOT / page).parent
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", read(page))
    return {(folder / target).resolve().relative_to(ROOT).as_posix() for target in targets}


def test_the_way_in_leads_to_every_page():
    folders = [ROOT / "docs" / name for name in ("running", "formats", "inside")]
    pages = {page.relative_to(ROOT).as_posix() for folder in folders for page in folder.glob("*.md")}

    assert pages | {"docs/architecture.md", "docs/journeys.md", "docs/decisions"} <= _links("docs/README.md")


SIX = ("register", "new-event", "delegation", "company", "check-in", "head")
"""The guides of participant, organizer, liaison, company, check-in volunteer and head."""


def test_both_readmes_lead_to_the_guides_of_six_people_and_to_the_same_pages():
    english, chinese = _links("README.md"), _links("README.zh-CN.md")

    assert english >= {f"docs/guide/{name}.en.md" for name in SIX} | {"docs/README.md"}
    assert {page.replace(".zh-CN.md", ".md").replace(".zh.md", ".en.md") for page in chinese} - {
        "README.md"
    } == english - {"README.zh-CN.md"}


def test_pictures_that_pages_show_exist():
    shown = re.compile(r'(?:!\[[^\]]*\]\(|<img src=")([^)"]+)')
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    missing = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in shown.findall(page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]

    assert missing == []
