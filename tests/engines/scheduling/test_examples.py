"""The examples of docs/formats/meeting-instances.md are what the page says."""

from __future__ import annotations

import re

import pytest

from eventmgr.engines.scheduling.checking import check
from eventmgr.engines.scheduling.reading import read_changes, read_instance, read_schedule
from eventmgr.engines.scheduling.repairing.changes import apply
from tests.conftest import ROOT
from tests.engines.scheduling import json_schema

PAGE = (ROOT / "docs/formats/meeting-instances.md").read_text("utf-8")
EXAMPLES = {
    (kind, name): text
    for kind, name, text in re.findall(r"<!-- (\w+): (\w+) -->\n```json\n(.*?)```", PAGE, flags=re.DOTALL)
}


def test_every_example_is_known_and_run():
    assert set(EXAMPLES) == {("instance", "plain"), ("instance", "full"), ("schedule", "plain"), ("changes", "plain")}
    assert PAGE.count("```json") == len(EXAMPLES)


@pytest.mark.parametrize("name", ["plain", "full"])
def test_examples_of_instances_are_read_whole(name: str):
    assert read_instance(EXAMPLES["instance", name]).labels == {}


def test_the_full_example_shows_every_member():
    shown = set(re.findall(r'"(\w+)":', EXAMPLES["instance", "full"] + EXAMPLES["instance", "plain"]))
    known = {
        name
        for schema in (json_schema.SCHEMAS["urn:eventmgr:meetings:instance"],)
        for part in (schema, *schema["$defs"].values())
        for name in part.get("properties", {})
    }

    assert known - shown == {"slot_tables", "now", "seat_b"}
    assert [name for name in known if f"`{name}`" not in PAGE] == []


def test_the_schedule_of_the_page_is_right():
    instance = read_instance(EXAMPLES["instance", "plain"])

    report = check(instance, read_schedule(EXAMPLES["schedule", "plain"], instance))

    assert [str(error) for error in report.errors] == []


def test_the_changes_of_the_page_fit_its_instance():
    instance = read_instance(EXAMPLES["instance", "plain"])

    later = apply(instance, read_changes(EXAMPLES["changes", "plain"], instance))

    assert (len(later.meetings), later.now, later.meetings[3].cancelled) == (5, 1, True)
