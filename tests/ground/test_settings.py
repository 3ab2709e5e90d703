"""Keys that can be guessed are refused at the start; the kept one is written whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask

from eventmgr.ground import files, settings

KEY = "k" * 32


def load(folder: Path, **overrides: object) -> Flask:
    """An application with the settings of the installation in `folder`."""
    app = Flask("eventmgr", instance_path=str(folder))
    settings.load(app, {"INSTANCE_PATH": str(folder), **overrides})
    return app


@pytest.mark.parametrize("kept", ["", "\n", "half-a-key", "k" * 31])
def test_a_kept_key_that_is_cut_off_is_refused_with_the_file_and_the_way_out(tmp_path, kept):
    (tmp_path / "secret_key").write_text(kept)

    with pytest.raises(settings.BadSetting, match=r"secret_key holds \d+ characters.* delete the file"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("overrides", "name"),
    [
        ({"SECRET_KEY": "short"}, "EVENTMGR_SECRET_KEY "),
        ({"SECRET_KEY": KEY, "SECRET_KEY_FALLBACKS": [KEY, ""]}, "EVENTMGR_SECRET_KEY_FALLBACKS "),
        ({"SECRET_KEY": KEY, "SECRET_KEY_FALLBACKS": ["short"]}, "EVENTMGR_SECRET_KEY_FALLBACKS "),
        ({"SECRET_KEY": KEY, "SECRET_KEY_FALLBACKS": KEY}, "EVENTMGR_SECRET_KEY_FALLBACKS "),
    ],
)
def test_a_short_key_in_a_setting_is_refused_by_name(tmp_path, overrides, name):
    with pytest.raises(settings.BadSetting, match=name):
        load(tmp_path, **overrides)


@pytest.mark.parametrize("days", [0, 30, 182, -1])
def test_the_trail_is_kept_for_half_a_year_at_least(tmp_path, days):
    with pytest.raises(settings.BadSetting, match="EVENTMGR_LOG_RETENTION_DAYS must be at least 183"):
        load(tmp_path, LOG_RETENTION_DAYS=days)
    assert load(tmp_path, LOG_RETENTION_DAYS=184).config["LOG_RETENTION_DAYS"] == 184


def test_a_command_that_cannot_start_says_so_in_one_line(tmp_path):
    (tmp_path / "secret_key").touch()
    environment = os.environ | {"EVENTMGR_INSTANCE_PATH": str(tmp_path)}

    done = subprocess.run(
        [sys.executable, "-m", "eventmgr", "check"], env=environment, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("eventmgr does not start: ")
    assert done.stderr.count("\n") == 1


def test_an_empty_setting_makes_a_key_that_stays(tmp_path):
    first, second = load(tmp_path), load(tmp_path)

    assert first.config["SECRET_KEY"] == second.config["SECRET_KEY"]
    assert len(first.config["SECRET_KEY"]) == 64
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data_key", "secret_key"]


def test_several_that_start_at_once_agree_on_one_key(tmp_path):
    with ThreadPoolExecutor(16) as pool:
        keys = list(pool.map(lambda _: load(tmp_path).config["SECRET_KEY"], range(48)))

    assert len(set(keys)) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data_key", "secret_key"]


def test_a_process_killed_while_it_writes_leaves_nothing_under_the_name(tmp_path, monkeypatch):
    def killed(_handle: int) -> None:
        raise SystemExit

    monkeypatch.setattr(files.os, "fsync", killed)
    with pytest.raises(SystemExit):
        load(tmp_path)

    assert not (tmp_path / "secret_key").exists()
