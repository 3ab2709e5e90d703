"""How a command begins: the application is loaded without the collector, which works again whatever comes of it."""

import gc
from importlib import metadata

import pytest

from eventmgr.console import cli
from eventmgr.ground.settings import BadSetting


def test_the_collector_rests_while_the_application_loads_and_no_longer(monkeypatch):
    seen = []
    monkeypatch.setattr("eventmgr.app.create_app", lambda: seen.append(gc.isenabled()) or "the application")

    assert (cli._create(), seen, gc.isenabled()) == ("the application", [False], True)


def test_the_collector_works_again_after_a_bad_setting(monkeypatch):
    def refuse():
        raise BadSetting("no such zone")

    monkeypatch.setattr("eventmgr.app.create_app", refuse)

    with pytest.raises(SystemExit, match="no such zone"):
        cli._create()
    assert gc.isenabled()


def test_the_release_is_said_without_loading_the_application(monkeypatch, capsys):
    monkeypatch.setattr(cli, "_create", lambda: pytest.fail("loaded"))
    monkeypatch.setattr("sys.argv", ["eventmgr", "--version"])

    with pytest.raises(SystemExit) as end:
        cli.main()

    assert (end.value.code, capsys.readouterr().out) == (0, f"eventmgr {metadata.version('eventmgr')}\n")
