"""Whatever is recorded in the audit trail has words in both languages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Enum, select

from eventmgr.app import FEATURES
from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.agenda.trail import say_speaker
from eventmgr.event.events.models import Event
from eventmgr.event.events.setup.snapshot import PARTS, SITE
from eventmgr.event.forms.fields import LABELS
from eventmgr.event.registration.changing.services import editing
from eventmgr.event.registration.filters import ListFilter
from eventmgr.event.registration.models import Registration
from eventmgr.ground.columns import settings_of
from eventmgr.ground.db import db, transaction
from eventmgr.ground.enums import LabelledEnum
from eventmgr.ground.features import Vocabulary, Words, find
from eventmgr.ground.i18n import speaking
from eventmgr.identity.accounts.models import User
from eventmgr.identity.team.models import TeamMember
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.outcomes.models import ActionItem
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.services import SYSTEM, Act, record
from eventmgr.tools.log.wording import lines_of
from tests.factories import NOON, make_event, make_member, make_registration
from tests.ground.features.spoken import unspoken

ROOT = Path(__file__).resolve().parents[3]
WORDS = Vocabulary(words for feature in FEATURES for words in feature.words)
WATCHED: list[tuple[type[Any], set[str]]] = [
    (Event, {*SITE, *PARTS, *(f"filter.{one.name}" for one in fields(ListFilter))}),
    (AgendaItem, {*settings_of(AgendaItem)}),
    (ActionItem, {*settings_of(ActionItem)}),
    (User, set(settings_of(User))),
    (Registration, {*editing._KEPT, *LABELS, "office_note", "rank", "diet_note"}),
]
"""Model → the fields that its services compare."""


class Recording(ast.NodeVisitor):
    """Acts and fields that sources hand to the trail, wherever a function takes an `action` or `changes`."""

    def __init__(self, trees: list[ast.Module]) -> None:
        self.acts: set[str] = set()
        self.fields: set[str] = set()
        self.unclear: list[str] = []
        public = _takers(trees)
        for tree in trees:
            own = _takers([tree])
            self.takes = {name: place for name, place in public.items() if not name.startswith("_")} | own
            self.visit(tree)

    def visit_Call(self, node: ast.Call) -> None:
        name = ast.unparse(node.func).rpartition(".")[2]
        place = self.takes.get(name)
        if place is not None and len(node.args) > place:
            self._act(node.args[place])
        for keyword in node.keywords:
            if keyword.arg == "action":
                self._act(keyword.value)
            if keyword.arg == "changes" and isinstance(keyword.value, ast.Dict) and name in ("record", "note"):
                self.fields |= {key.value for key in keyword.value.keys if isinstance(key, ast.Constant)}
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        if [ast.unparse(target) for target in node.targets] == ["action"]:
            self._act(node.value)
        self.generic_visit(node)

    def visit_arguments(self, node: ast.arguments) -> None:
        named = [*node.args, *node.kwonlyargs]
        given = [*[None] * (len(node.args) - len(node.defaults)), *node.defaults, *node.kw_defaults]
        for argument, default in zip(named, given, strict=True):
            if argument.arg == "action" and default is not None:
                self._act(default)
        self.generic_visit(node)

    def _act(self, node: ast.expr) -> None:
        if isinstance(node, ast.IfExp):
            self._act(node.body)
            self._act(node.orelse)
        elif isinstance(node, ast.Constant):
            self.acts.add(node.value)
        elif isinstance(node, ast.Tuple):
            for element in node.elts:
                self._act(element)
        elif ast.unparse(node) not in ("action", "actions", "step.action", "entry.action", "change.action"):
            self.unclear.append(ast.unparse(node))


def _takers(trees: list[ast.Module]) -> dict[str, int]:
    """Function → the place of its argument `action`, or `actions` of one for each of two rows."""
    functions = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    names = [(function.name, [argument.arg for argument in function.args.args]) for function in functions]
    return {
        name: arguments.index(word) for name, arguments in names for word in ("action", "actions") if word in arguments
    }


@pytest.fixture(scope="module")
def recording() -> Recording:
    """What the rooms that write into the trail record; the engines and the ground floor write nothing."""
    silent = {"scheduling", "matching", "typesetting", "charts", "migrations"}
    paths = [path for path in sorted((ROOT / "eventmgr").rglob("*.py")) if path.parts[-2] not in silent]
    texts = [path.read_text("utf-8") for path in paths]
    return Recording([ast.parse(text) for text in texts if "record" in text or "note(" in text or "action" in text])


def test_every_act_that_the_sources_record_has_words(recording):
    told = {act for _kind, act in WORDS.actions}

    assert (recording.acts - told, recording.unclear) == (set(), [])
    assert len(recording.acts) > 35


def test_every_field_that_the_sources_name_has_words(recording):
    told = {field for _kind, field in WORDS.fields}
    watched = {(model.__tablename__, name) for model, names in WATCHED for name in names}

    assert recording.fields - told == set()
    assert [one for one in sorted(watched) if not find(WORDS.fields, *one)] == []


def test_words_of_acts_that_nothing_records_are_taken_out(recording):
    told = {act for _kind, act in WORDS.actions}

    assert told - recording.acts == set()


def test_every_state_that_a_recorded_column_can_hold_has_words():
    silent = []
    for model, names in WATCHED:
        for column in model.__table__.columns:
            if column.name in names and isinstance(column.type, Enum) and column.type.enum_class is not None:
                known = find(WORDS.values, model.__tablename__, column.name) or {}
                silent += [str(one) for one in column.type.enum_class if one.value not in known]

    assert silent == []


def every_enum(base: type[LabelledEnum]) -> Iterator[type[LabelledEnum]]:
    """The enums of the package that bear labels."""
    for kind in base.__subclasses__():
        if kind.__module__.startswith("eventmgr."):
            yield kind
            yield from every_enum(kind)


def labels() -> Iterator[tuple[str, Any]]:
    """(where it stands, label) of every word for the trail and of every member of an enum."""
    tables: dict[str, dict[Any, Any]] = {"noun": WORDS.nouns, "act": WORDS.actions, "field": WORDS.fields}
    for what, table in tables.items():
        yield from ((f"{what} {key}", label) for key, label in table.items())
    for key, values in WORDS.values.items():
        yield from ((f"value {key} {code}", label) for code, label in values.items())
    for kind in every_enum(LabelledEnum):
        yield from ((str(one), one.label) for one in kind if one.label)


def test_all_these_words_are_in_both_languages(app):
    said = {lang: {} for lang in ("zh", "en")}
    for lang, found in said.items():
        with speaking(lang):
            found |= {where: str(label) for where, label in labels()}

    chinese = re.compile(r"[\u4e00-\u9fff]")
    assert [where for where, text in said["zh"].items() if not chinese.search(text)] == []
    assert [where for where, text in said["en"].items() if not text or chinese.search(text)] == []


@pytest.mark.one_engine
def test_every_row_of_the_trail_of_the_sample_is_in_words(database, kept_sample):
    kept_sample()
    rows = list(db.session.scalars(select(AuditEntry)))

    assert {line for row in rows for line in unspoken(row)} == set()
    assert len(rows) > 500


def test_no_test_can_record_what_has_no_words(database):
    event = make_event()

    with pytest.raises(AssertionError, match=r"act event\.turned_round"):
        record(Act(SYSTEM, NOON), "turned_round", event, event_id=event.id)
        db.session.flush()


def history(client: Any, event: Event, lang: str) -> list[str]:
    """The cells of the first row."""
    page = client.get(f"/manage/events/{event.slug}/history/?lang={lang}").get_data(as_text=True)
    row = page.partition("<tbody>")[2].partition("</tr>")[0]
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row.split("</td>")]


def test_an_export_stands_in_the_history_without_a_raw_name(client, sign_in):
    event = make_event()
    sign_in(make_member(event, TeamRole.OWNER))
    query = "cols=name,mobile&status=confirmed&sector=C26&role=leader&todo=1&held=1"
    assert client.get(f"/manage/events/{event.slug}/registrations/export.xlsx?{query}").status_code == 200

    english, chinese = history(client, event, "en"), history(client, event, "zh")

    assert english[1:3] == [
        "List of registrations exported",
        (
            "Filter: State : Confirmed Filter: Sector : Chemicals"
            " Filter: Attending as : Head of delegation Filter: Needs attention : yes"
            " Filter: Confirmed or attended : yes File type : Excel workbook"
            " Columns : Name, Organization (full name), Mobile number Rows : 0"
        ),
    ]
    assert re.findall(r"[A-Za-z_.]{3,}", " ".join(chinese[1:3])) == ["Excel"]


def test_an_act_of_a_feature_that_is_gone_is_quoted_in_the_readers_language(database):
    event = make_event()
    row = AuditEntry(at=NOON, actor_kind=SYSTEM.kind, event_id=event.id, object_type="banquet", object_id=1)
    row.action, row.changes = "table_laid", {"table_number": [1, 2]}

    with speaking("zh"):
        chinese = lines_of([row], event.timezone)[0]
    with speaking("en"):
        english = lines_of([row], event.timezone)[0]

    assert (chinese.noun, chinese.action) == ("“banquet”（已停用）", "“table laid”（已停用）")
    assert (english.action, english.changes[0].label) == (
        "“table laid” (no longer in use)",
        "“table number” (no longer in use)",
    )


def test_a_registration_is_spoken_of_alike_on_its_page_and_in_the_history(client, sign_in):
    event = make_event()
    place = make_registration(event)
    sign_in(make_member(event, TeamRole.OWNER))
    with transaction():
        changes = {"rank": [None, 2], "title": ["", "处长"], "status": ["pending", "waitlisted"]}
        record(Act(SYSTEM, NOON), "promoted", place, event_id=event.id, changes=changes)

    own = client.get(f"/manage/events/{event.slug}/registrations/{place.id}/?lang=zh").get_data(as_text=True)
    row = own.partition("<tbody>")[2].partition("</tr>")[0]

    for text in (" ".join(history(client, event, "zh")), row):
        missing = [one for one in ("由候补递补", "团内排序", "职务/职称", "待审核", "候补") if one not in text]
        assert missing == []


@pytest.mark.parametrize(("lang", "said"), [("zh", "主持人：王敏 · 院长"), ("en", "Chair: 王敏 · 院长")])
def test_the_role_of_a_speaker_is_said_in_the_readers_language(app, lang, said):
    with speaking(lang):
        assert say_speaker("chair: 王敏 · 院长") == said
        assert say_speaker("王敏: 院长") == "王敏: 院长"


def test_the_history_of_an_export_is_in_words(client, sign_in):
    event = make_event()
    sign_in(make_member(event, TeamRole.OWNER))
    client.get(f"/manage/events/{event.slug}/registrations/export.csv?cols=mobile&status=confirmed&unit=310000")

    page = client.get(f"/manage/events/{event.slug}/history/?lang=en").get_data(as_text=True)

    assert [
        words
        for words in ("Filter: State", "Filter: Delegation", "Shanghai", "Rows", "Mobile number")
        if words not in page
    ] == []
    assert [raw for raw in ("filter.", "310000", "organization,") if raw in page.partition("<tbody>")[2]] == []


def test_codes_of_a_column_are_said_by_its_enum_unless_a_room_says_them_otherwise():
    usual = Vocabulary([Words(TeamMember)]).values["team_member", "role"]
    told = Vocabulary([Words(TeamMember, values={"role": {"owner": "boss"}})]).values["team_member", "role"]

    assert (usual, told) == (dict(TeamRole.choices()), {"owner": "boss"})
