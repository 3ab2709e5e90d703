"""The guides: complete in both languages, in today's words, about every page, and served as they stand in their files."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventmgr.app import FEATURES
from eventmgr.public.guide.pages import FOLDER, INDEX, Picture, guide_of, guides
from eventmgr.public.guide.places import GUIDE_OF, PLACES
from tests.conftest import ROOT, script

NAMES = sorted({name for name, _language in guides()})
SILENT = {"operations", "robots", "sitemap", "static_files", "delegations_words", "guide"}
"""Blueprints without a page that people read, and the guides themselves."""
LINK, BOLD = re.compile(r"\]\(([\w-]+)\.(?:zh|en)\.md\)"), re.compile(r"\*\*([^*]+)\*\*")


def text_of(name: str, language: str) -> str:
    return (FOLDER / f"{name}.{language}.md").read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_guide_is_alike_in_both_languages(name: str):
    shape = [
        (
            re.findall(r"^(#+|\d+\.|-) ", text, re.MULTILINE),
            LINK.findall(text),
            re.findall(r"\]\(pictures/([\w-]+)\.\w+\.webp\)", text),
            len(BOLD.findall(text)),
        )
        for text in (text_of(name, "zh"), text_of(name, "en"))
    ]

    assert shape[0] == shape[1]


@pytest.mark.parametrize("name", NAMES)
def test_a_guide_is_short_and_names_nothing_of_the_inside(name: str):
    chinese, english = text_of(name, "zh"), text_of(name, "en")

    assert len(english.split()) < 420
    assert re.findall(r"`|\w_\w|eventmgr", chinese + english) == []


def test_bold_names_are_the_words_of_the_pages():
    assert [
        fault for name in NAMES for language in ("zh", "en") for fault in strange(text_of(name, language), language)
    ] == []


def test_a_name_that_no_page_has_is_noticed():
    assert strange("按**审核通过**，再按**全部搞定**。", "zh") == ["全部搞定"]


def strange(text: str, language: str) -> list[str]:
    """The bold names of a guide that no page says in that language."""
    book = script("catalogue").read_book(ROOT, "zh_CN")
    words = {
        re.sub(r"%\(\w+\)s", "…", word)
        for room in book.values()
        for (_context, english), entry in room.items()
        for word in (entry.texts if language == "zh" else (english, entry.plural or ""))
    }
    return [name for name in BOLD.findall(text) if name not in words and f"{name}…" not in words]


def test_every_page_has_its_guide(app: Flask):
    known = set(app.blueprints) | set(app.view_functions)
    told = [place for feature in FEATURES for places in feature.guides.values() for place in places]
    placed = {place.partition(" ")[0] for place in [*GUIDE_OF, *told]}

    assert placed - known == set()
    assert set(app.blueprints) - SILENT - {place.partition(".")[0] for place in placed} == set()
    assert sum(map(len, PLACES.values())) == len(GUIDE_OF)
    assert len({*GUIDE_OF, *told}) == len(GUIDE_OF) + len(told)


def test_every_guide_is_listed_and_the_links_between_them_lead_somewhere():
    linked = {name: set(LINK.findall(text_of(name, "zh"))) for name in NAMES}

    assert linked[INDEX] == {*NAMES} - {INDEX}
    assert {*PLACES, *(name for feature in FEATURES for name in feature.guides)} <= {*NAMES}
    assert {target for targets in linked.values() for target in targets} <= {*NAMES}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_guide_is_served_in_the_readers_language_and_kept(client: FlaskClient, language: str):
    for name in NAMES:
        path = "/guide/" if name == INDEX else f"/guide/{name}"
        answer = client.get(f"{path}?lang={language}")
        again = client.get(f"{path}?lang={language}", headers={"If-None-Match": answer.headers["ETag"]})

        assert f"<h1>{guides()[name, language].title}</h1>".replace("'", "&#39;") in answer.text
        assert ".md" not in answer.text and "**" not in answer.text
        assert (answer.status_code, again.status_code, again.data) == (200, 304, b"")


@pytest.mark.parametrize("path", ["/guide/nothing", "/guide/pictures/nothing.webp", "/guide/..%2Fpages"])
def test_what_is_no_guide_is_not_found(client: FlaskClient, path: str):
    assert client.get(path).status_code == 404


def test_a_picture_is_asked_again_and_not_sent_twice(client: FlaskClient):
    path = next((FOLDER / "pictures").glob("*.webp"))
    answer = client.get(f"/guide/pictures/{path.name}")
    again = client.get(f"/guide/pictures/{path.name}", headers={"If-None-Match": answer.headers["ETag"]})

    assert (answer.mimetype, answer.data) == ("image/webp", path.read_bytes())
    assert again.status_code == 304


def test_the_pictures_weigh_little_and_each_is_shown():
    files = {path.name: path.stat().st_size for path in (FOLDER / "pictures").glob("*.webp")}
    pages = [*FOLDER.glob("*.md"), *ROOT.glob("README*.md")]
    shown = {name for page in pages for name in re.findall(r"pictures/([\w.-]+\.webp)", page.read_text("utf-8"))}

    assert set(files) == shown
    assert max(files.values()) < 100_000
    assert sum(files.values()) < 1_500_000


def test_a_page_leads_to_the_nearest_guide(app: Flask, client: FlaskClient):
    assert 'href="/guide/register"' in client.get("/").text
    assert 'href="/guide/team"' in client.get("/sign-in").text
    assert 'href="/guide/"' in client.get("/nowhere").text


def test_parts_pictures_and_links_of_a_guide():
    guide = guide_of(
        "# T\n\nLead.\n\nAbove.\n\n## One\n\n1. See [x](other.zh.md), [all](index.zh.md).\n\n![P](pictures/p.zh.webp)\n\nEnd.\n"
    )

    assert (guide.title, guide.lead, [part.heading for part in guide.parts]) == ("T", "Lead.", ["", "One"])
    words, picture, end = guide.parts[1].blocks
    assert 'href="/guide/other"' in str(words) and 'href="/guide/"' in str(words)
    assert (picture, str(end)) == (Picture("p.zh.webp", "P"), "<p>End.</p>")
