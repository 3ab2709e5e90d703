"""`eventmgr check` on the files of an installation, made by the real commands under an umask that hides nothing."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")]


def eventmgr(instance: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """One command on the installation in `instance`, with umask 022."""
    command = [sys.executable, "-m", "eventmgr", *words]
    environment = os.environ | {"EVENTMGR_INSTANCE_PATH": str(instance)}
    return subprocess.run(command, env=environment, umask=0o022, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def instance(tmp_path_factory, sample):
    """An installation with schema, sample and sent letters; a copy, with the modes of the original."""
    folder = tmp_path_factory.mktemp("installation") / "instance"
    shutil.copytree(sample, folder)
    for words in (("user", "add", "a@example.com", "--role", "admin"), ("worker", "--once")):
        done = eventmgr(folder, *words)
        assert done.returncode == 0, done.stderr
    return folder


def test_everything_an_installation_writes_is_for_its_own_account(instance):
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in [instance, *instance.rglob("*")]}

    assert {path.name for path, mode in modes.items() if path.is_dir() and mode != 0o700} == set()
    assert {path.name for path, mode in modes.items() if path.is_file() and mode != 0o600} == set()
    assert {"eventmgr.sqlite", "eventmgr.sqlite-turn", "secret_key"} <= {path.name for path in modes}


def test_what_others_may_read_is_named_with_its_mode_and_the_way_out(instance):
    sound = eventmgr(instance, "check")
    (instance / "secret_key").chmod(0o644)
    instance.chmod(0o755)
    exposed = eventmgr(instance, "check")
    (instance / "secret_key").chmod(0o600)
    instance.chmod(0o700)

    assert (sound.returncode, "holds   files" in sound.stdout) == (0, True)
    assert exposed.returncode == 1
    assert f"        {instance}: mode 755, other accounts may read it; chmod 700" in exposed.stdout
    assert f"        {instance}/secret_key: mode 644, other accounts may read it; chmod 600" in exposed.stdout
