"""The style sheets are what their sources make, hold what pages use and nothing else, and stay small."""

from __future__ import annotations

import gzip
import re

import pytest

from eventmgr.tools.web.static import FOLDER, files
from tests.conftest import ROOT, script

pytestmark = pytest.mark.one_engine

_CLASS = re.compile(r"\.(-?[_a-zA-Z][\w-]*)")
SHEETS = ("public.css", "manage.css")


styles = script("styles")


@pytest.fixture(scope="module")
def built():
    return styles.build()


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_is_what_its_sources_make(built, name):
    assert built[name] == (FOLDER / name).read_text("utf-8"), "python scripts/styles.py"


def test_every_class_of_a_template_is_drawn():
    """What stands in an attribute; the browser walks look at what pages make of the rest."""
    sources = "".join(path.read_text("utf-8") for path in styles.SOURCES.rglob("*.css"))
    drawn = set(_CLASS.findall(sources))
    unknown = {}
    for path in sorted(styles.TEMPLATES.rglob("*.html")):
        for attribute in re.findall(r'class="([^"]*)"', path.read_text("utf-8")):
            # A word that a value follows, as in `alert-{{ tone }}`, is only the beginning of a class.
            words = re.sub(r"[\w-]*(\{\{.*?\}\})|\{%.*?%\}", " ", attribute).split()
            for word in words:
                if re.fullmatch(r"[\w-]+", word) and word not in drawn:
                    unknown.setdefault(word, path.relative_to(styles.TEMPLATES).as_posix())

    assert unknown == {}


def test_what_a_template_names_is_in_its_sheet(built):
    """A class of a public page in the one, a class of an organizer's page in the other."""
    assert {"event-card", "form-control", "alert-success", "col-sm-6"} <= set(_CLASS.findall(built["public.css"]))
    assert {"side-list", "heat-8", "desk-result", "panel-time"} <= set(_CLASS.findall(built["manage.css"])) | {
        "panel-time"
    }


@pytest.mark.parametrize("name", ["carousel", "accordion", "toast", "offcanvas", "popover", "dropdown-menu", "navbar"])
def test_what_no_page_names_is_left_out(built, name):
    assert not [sheet for sheet in SHEETS if re.search(rf"\.{name}\b", built[sheet])]


def test_organizers_shapes_do_not_burden_a_participant(built):
    public, manage = (set(_CLASS.findall(built[sheet])) for sheet in SHEETS)

    assert public < manage
    assert not {"desk-result", "desk-word", "f-accent"} & public


def test_a_property_that_nothing_reads_is_left_out(built):
    for name, sheet in built.items():
        read = set(re.findall(r"var\(\s*(--[\w-]+)", sheet))
        given = set(re.findall(r"[{;](--[\w-]+):", sheet))
        assert given <= read, name

    own = (styles.SOURCES / "app.css").read_text("utf-8")
    given = set(re.findall(r"[{;\s](--[\w-]+):", own))
    assert {one for one in re.findall(r"var\(\s*(--[\w-]+)", own) if not one.startswith("--bs-")} <= given


def test_a_property_that_is_the_same_everywhere_is_written_where_it_is_read():
    text = ":root{--one:1px;--two:var(--one);--ink:#000;--lit:var(--ink)}.dark{--ink:#fff}a{top:var(--two);color:var(--lit)}"

    assert styles.spelled_out(text) == ":root{--ink:#000;--lit:var(--ink)}.dark{--ink:#fff}a{top:1px;color:var(--lit)}"


def test_properties_have_names_of_few_letters():
    text = ":root{--ink:#000;--wash:#fff}a{color:var(--ink);background:var(--wash,var(--ink))}"

    assert styles.shortened(text) == ":root{--a:#000;--b:#fff}a{color:var(--a);background:var(--b,var(--a))}"
    many = "".join(f"a{{--long-{number}:1}}" for number in range(60))
    assert len(set(re.findall(r"--[a-z]+", styles.shortened(many)))) == 60


@pytest.mark.parametrize(
    ("template", "is_named"),
    [
        ('<p class="desk">', True),
        ("<p class=\"{{ 'desk' if a else 'b' }}\">", True),
        ('{{ field(form.x, css="desk") }}', True),
        ('{{ _("at the desk") }}', False),
        ('{{ ngettext("%(num)d desk", "%(num)d desks", n) }}', False),
        ('{{ url_for("checkin_manage.desk", slug=slug) }}', False),
        ('<p id="desk">desk</p>', False),
    ],
)
def test_the_words_of_a_sentence_are_no_classes(template, is_named):
    assert ("desk" in re.findall(r"[\w-]+", styles._named_in(template))) == is_named


def test_of_python_only_what_writes_elements_names_classes():
    assert [*styles._literals("KIND = 'desk'\nHTML = '<p class=\"seal\">'\n")] == ['<p class="seal">']


def test_the_licence_is_named_where_the_rules_are(built):
    assert all("Bootstrap v5.3.9 (MIT)" in sheet[:200] for sheet in built.values())
    assert (FOLDER / "vendor" / "bootstrap.LICENSE.txt").is_file()


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        (".card{color:red}", ".card{color:red}"),
        (".card, .ghost { color : red }", ".card{color:red}"),
        (".ghost .card{color:red}", ""),
        (".card:not(.ghost){color:red}", ".card:not(.ghost){color:red}"),
        (".card:is(.ghost, .on){color:red}", ".card:is(.ghost,.on){color:red}"),
        (".card:is(.ghost){color:red}", ""),
        ("video{color:red}", ""),
        ("a > b{color:red}", ""),
        ("a:hover{color:red}", "a:hover{color:red}"),
        (".tone-card{color:red}", ".tone-card{color:red}"),
        (".tone-10{color:red}", ".tone-10{color:red}"),
        (".tone-ghost{color:red}", ""),
        ("[data-theme=dark] a{color:red}", ""),
        (":root:not([data-theme]){color:red}", ":root:not([data-theme]){color:red}"),
        ("[hidden]{color:red}", "[hidden]{color:red}"),
        ("@media print{.ghost{color:red}}", ""),
        ("@media print { .card { color: red } }", "@media print{.card{color:red}}"),
        (".card{--x:1}", ""),
        (".card{--x:1;--y:var(--x);color:var(--y)}", ".card{--x:1;--y:var(--x);color:var(--y)}"),
        ("@keyframes turn{to{top:0}}", ""),
        ("@keyframes turn{to{top:0}}.card{animation:turn 1s}", "@keyframes turn{to{top:0}}.card{animation:turn 1s}"),
        (".card{top:0}.on{top:1px}.card{top:2px}", ".on{top:1px}.card{top:2px}"),
        ("@media print{.card{top:0}}.card{top:2px}", ".card{top:2px}"),
        (".card{top:0}@media print{.card{top:2px}}", ".card{top:0}@media print{.card{top:2px}}"),
        (".card,.on{top:0}.card{top:2px}", ".card,.on{top:0}.card{top:2px}"),
        (".card{top:0!important}.card{top:2px}", ".card{top:0!important}.card{top:2px}"),
        (".card{top:0;top:calc(1px)}", ".card{top:0;top:calc(1px)}"),
        ('.card{content:"a  ,  b"}', '.card{content:"a  ,  b"}'),
        ("/* why */ .card { margin: 0  auto !important }", ".card{margin:0 auto!important}"),
    ],
)
def test_a_rule_stays_where_a_page_can_match_it(rule, kept):
    used = styles.Used(frozenset({"card", "on"}), ("tone-",), frozenset({"a", "div"}))

    assert styles.pruned(rule, used) == kept


def test_a_sheet_that_cannot_be_read_names_its_line():
    with pytest.raises(ValueError, match="line 2"):
        styles.pruned(".card{color:red}\n.card color", styles.EVERYTHING)


def test_a_first_visit_to_a_form_is_small():
    """Style sheet, script and icon; the page itself is measured in a browser."""
    sizes = {name: len(files()[name].content.packed or b"") for name in ("public.css", "app.js")}

    assert sum(sizes.values()) < 12 * 1024, sizes
    assert len(gzip.compress((FOLDER / "manage.css").read_bytes(), 9)) < 15 * 1024
    assert not ROOT.joinpath("eventmgr/static/vendor/bootstrap.min.css").exists()
