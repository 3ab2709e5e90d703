"""What a page shows of a form follows its conditions as the server judges them: random forms, trees and answers, all in one page."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from pathlib import Path
from random import Random
from typing import Any
from unicodedata import normalize

from playwright.sync_api import Page

from eventmgr import __file__ as package
from eventmgr.event.forms.conditions import asked_of, for_page
from eventmgr.event.forms.questions import AskedQuestion, QuestionKind
from eventmgr.event.forms.rules import Rules
from tests.soak import SEED, times

SCRIPT = Path(package).with_name("static") / "asking.js"
VALUES = ["a1", "a2", "3", "x", "湖北", "１２", "Ａb"]
KINDS = [QuestionKind.CHOICE, QuestionKind.CHOICES, QuestionKind.TEXT, QuestionKind.NUMBER, QuestionKind.FILE]
ROLES = ["delegate", "expert", "media"]
SHOWN = """() => [...document.forms].map((form) =>
  [...form.querySelectorAll("[data-name]")].filter((place) => !place.closest("[hidden]")).map((place) => place.dataset.name))"""


def tree(random: Random, names: dict[str, QuestionKind], depth: int = 3) -> Any:
    """A tree over these fields and the type of participant."""
    if depth and random.random() < 0.6:
        return {random.choice(["all", "any"]): [tree(random, names, depth - 1) for _ in range(random.randint(1, 3))]}
    name = random.choice([*names, "role"])
    if name == "role":
        return [random.choice(["equals", "differs"]), name, random.choice(ROLES)]
    of_file = names[name] is QuestionKind.FILE
    test = random.choice(
        ["empty", "filled"] if of_file else ["equals", "differs", "contains", "says", "empty", "filled"]
    )
    of_number = names[name] is QuestionKind.NUMBER
    value = normalize("NFKC", random.choice(["3", "3.5"] if of_number else VALUES))
    return [test, name] if test in ("empty", "filled") else [test, name, value]


def form(random: Random) -> tuple[list[AskedQuestion], dict[str, Any], str]:
    """Questions each of which may hang on those before it, what is answered to them, and as what somebody comes."""
    asked: list[AskedQuestion] = []
    answers: dict[str, Any] = {}
    names: dict[str, QuestionKind] = {}
    for letter in "abcdef":
        kind = random.choice(KINDS)
        condition = {"all": [tree(random, names)]} if names and random.random() < 0.8 else {}
        rules = Rules(condition=condition)
        asked.append(AskedQuestion(letter, kind, {"zh": letter}, {}, [], required=False, rules=rules))
        names[f"q_{letter}"] = kind
        answers[f"q_{letter}"] = {
            QuestionKind.CHOICE: lambda: random.choice(["", *VALUES]),
            QuestionKind.CHOICES: lambda: random.sample(VALUES, random.randint(0, 3)),
            QuestionKind.TEXT: lambda: random.choice(["", " ", *VALUES, "从湖北来 a1", " x "]),
            QuestionKind.NUMBER: lambda: random.choice([None, 0, 3, 3.5]),
            QuestionKind.FILE: lambda: random.choice([None, {"file": "k", "name": "a.pdf", "size": 1}]),
        }[kind]()
    return asked, answers, random.choice(["", *ROLES])


def field(random: Random, question: AskedQuestion, answer: Any) -> str:
    """As the form of registration draws it."""
    name = question.name
    if question.kind is QuestionKind.CHOICE:
        options = "".join(f"<option{' selected' if value == answer else ''}>{value}</option>" for value in VALUES)
        return f"<select name={name}><option value=''>—</option>{options}</select>"
    if question.kind is QuestionKind.CHOICES:
        boxes = [
            f"<input type=checkbox name={name} value={value}{' checked' if value in answer else ''}>"
            for value in VALUES
        ]
        return "".join(boxes)
    if question.kind is QuestionKind.NUMBER:
        typed = "" if answer is None else random.choice([str(answer), f"{answer:.2f}"])
        return f"<input type=number step=any name={name} value='{typed}'>"
    if question.kind is QuestionKind.FILE:
        kept = answer or random.choice([None, "removed"])
        box = f"<input type=checkbox name={name}-remove value=1{' checked' if kept == 'removed' else ''}>"
        return (
            f"<input type=file name={name}><input type=hidden name={name}-id value='{'k a.pdf' if kept else ''}'>{box}"
        )
    return f"<input name={name} value='{answer}'>"


def drawn(random: Random, asked: list[AskedQuestion], answers: dict[str, Any], role: str) -> str:
    """The form as HTML, its conditions as the page is told them."""
    roles = "".join(f"<option{' selected' if one == role else ''}>{one}</option>" for one in ROLES)
    html = f"<select name=role><option value=''>—</option>{roles}</select>"
    for question in asked:
        place = f"<p data-name={question.name}>{field(random, question, answers[question.name])}</p>"
        condition = question.rules.condition
        told = escape(json.dumps(for_page(condition, None), ensure_ascii=False))
        html += f'<div data-if="{told}">{place}</div>' if condition else place
    return f"<form>{html}</form>"


def test_a_page_shows_what_the_server_asks(new_page: Callable[..., Page]):
    random = Random(SEED)
    forms = [form(random) for _ in range(times(400))]
    page = new_page(width=1280, language="en")
    page.goto("about:blank")
    page.set_content("".join(drawn(random, *one) for one in forms))
    page.evaluate(SCRIPT.read_text("utf-8"))

    shown = page.evaluate(SHOWN)

    expected = [
        [question.name for question in asked_of(asked, role or "delegate", answers)] for asked, answers, role in forms
    ]
    wrong = [(forms[at], told, shown[at]) for at, told in enumerate(expected) if told != shown[at]]
    assert wrong[:1] == []
    assert len({tuple(names) for names in expected}) > 20, "the forms are not all alike"


def test_a_page_follows_what_is_chosen_typed_and_uploaded(new_page: Callable[..., Page], tmp_path: Any):
    letter = tmp_path / "a.pdf"
    letter.write_bytes(b"%PDF-1.7")
    page = new_page(width=1280, language="en")
    page.goto("about:blank")
    page.set_content(
        """<form><select name=role><option value=''><option>expert</select><input name=q_a><input type=file name=q_f>
        <input type=hidden name=q_f-id value=''><input type=checkbox name=q_f-remove>
        <p id=either data-if='{"any":[{"all":[["equals","role","expert"],["says","q_a","湖北"]]},["filled","q_f"]]}'>x</p></form>"""
    )
    page.evaluate(SCRIPT.read_text("utf-8"))
    told = page.locator("#either")

    assert not told.is_visible()
    page.locator("[name=role]").select_option("expert")
    assert not told.is_visible()
    page.locator("[name=q_a]").fill("从湖北来")
    assert told.is_visible()
    page.locator("[name=q_a]").fill("")
    assert not told.is_visible()
    page.locator("[name=q_f]").set_input_files(letter)
    assert told.is_visible()
    page.locator("[name=q_f]").set_input_files([])
    page.evaluate("document.querySelector('[name=q_f-id]').value = 'k a.pdf'")
    page.locator("[name=q_a]").fill("x")
    assert told.is_visible()
    page.locator("[name='q_f-remove']").check()
    assert not told.is_visible()
