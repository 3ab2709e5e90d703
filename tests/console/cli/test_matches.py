"""`eventmgr matches rank`: from file to file, in both languages, with a plain word for a bad file."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from bench.matching.run import ENTRIES
from eventmgr.console.cli.matchmaking.matches import command
from tests import COMPILED_KEPT

HEAD = "id,kind,org,province_gb_code,side,industry_code,topic_id,title,text\n"
ROWS = (
    HEAD
    + "D1,demand,样例1号,420000,central_south,C26,iot,储罐看不见,靠人爬罐看液位\n"
    + "D2,demand,样例2号,420000,central_south,C19,standard,皮雕团标,想参与起草\n"
    + "S1,supply,样例3号,330000,east,C40,iot,罐区雷达物位,储罐液位集中显示\n"
    + "S2,supply,样例4号,330000,east,P,training,电工班,十天授课\n"
)


@pytest.fixture
def entries(tmp_path: Path) -> Path:
    path = tmp_path / "entries.csv"
    path.write_text(ROWS, "utf-8")
    return path


def ranked(path: Path, *options: str) -> list[dict[str, str]]:
    """Rows of the ranking of a file."""
    out = path.with_name("ranking.csv")
    result = CliRunner().invoke(command, ["rank", str(path), *options, "--out", str(out)])
    assert result.exit_code == 0, result.output
    with out.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_columns_are_as_promised(entries: Path):
    rows = ranked(entries)

    assert list(rows[0]) == ["demand_id", "rank", "supply_id", "score", "why"]
    assert [(row["demand_id"], row["rank"], row["supply_id"]) for row in rows][:3] == [
        ("D1", "1", "S1"),
        ("D1", "2", "S2"),
        ("D2", "0", ""),
    ]
    assert [row["rank"] for row in rows] == ["1", "2", "0", "1", "2"]


def test_reasons_are_chinese_unless_english_is_asked_for(entries: Path):
    assert "主题相同：物联网与数据采集" in ranked(entries)[0]["why"]
    assert "same topic: IoT and data acquisition" in ranked(entries, "--lang", "en")[0]["why"]


def test_top_and_topics_are_options(entries: Path):
    rows = ranked(entries, "--top", "1", "--no-topics")

    assert [row["rank"] for row in rows if row["demand_id"] == "D1"] == ["1"]
    assert "主题相同" not in rows[0]["why"]


def test_a_bad_file_ends_with_two_and_leaves_no_ranking(entries: Path):
    out = entries.with_name("ranking.csv")
    entries.write_text(ROWS.replace("D2,demand", "D1,demand"), "utf-8")
    result = CliRunner().invoke(command, ["rank", str(entries), "--lang", "en", "--out", str(out)])

    assert result.exit_code == 2
    assert "Row 3, column id: “D1” is already used in row 2." in result.stderr
    assert not out.exists()


@pytest.mark.parametrize("place", ["missing.csv", "."])
def test_a_file_that_cannot_be_opened_ends_with_two(tmp_path: Path, place: str):
    result = CliRunner().invoke(command, ["rank", str(tmp_path / place), "--out", str(tmp_path / "out.csv")])

    assert result.exit_code == 2
    assert result.stderr.startswith("Error: ")


def test_a_place_that_cannot_be_written_ends_with_two(entries: Path):
    result = CliRunner().invoke(command, ["rank", str(entries), "--out", str(entries.parent / "none" / "out.csv")])

    assert result.exit_code == 2
    assert [path.name for path in entries.parent.iterdir()] == ["entries.csv"]


def test_it_runs_without_application_and_database(entries: Path):
    out = entries.with_name("ranking.csv")
    ran = subprocess.run(
        [sys.executable, "-m", "eventmgr", "matches", "rank", str(ENTRIES / "development.csv"), "--out", str(out)],
        env=COMPILED_KEPT
        | {"PATH": "/usr/bin", "EVENTMGR_SQLALCHEMY_DATABASE_URI": "postgresql://nobody@127.0.0.1:1/none"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (ran.returncode, out.exists()) == (0, True)
