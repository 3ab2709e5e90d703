"""An installed wheel, away from the checkout, runs the product: templates, fonts, catalogues and migrations are inside."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow

VISIT = """
from eventmgr.app import create_app
import eventmgr
app = create_app()
client = app.test_client()
for language, word in (("zh", "活动"), ("en", "events")):
    answer = client.get(f"/?lang={language}")
    assert answer.status_code == 200, answer.status
    assert word in answer.text.lower(), answer.text
assert client.get("/guide/review?lang=en").status_code == client.get("/guide/pictures/overview.en.webp").status_code == 200
print(eventmgr.__file__)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as the build backend makes it."""
    folder = tmp_path_factory.mktemp("dist")
    run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], ROOT)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` folder of a fresh environment with the wheel; dependencies come from ours, so no network is needed."""
    folder = tmp_path_factory.mktemp("installed")
    run([sys.executable, "-m", "venv", "--without-pip", str(folder)], ROOT)
    site = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    (site / "ours.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return folder / "bin"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """An empty folder to work in, outside the checkout."""
    return tmp_path


def run(command: list[str], folder: Path) -> str:
    """What the command prints; its own words if it fails."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("EVENTMGR_", "PYTHON"))}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=300)
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


def test_the_wheel_holds_everything_that_is_no_python(wheel: Path):
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        "eventmgr/templates/base.html",
        "eventmgr/templates/manage/base.html",
        "eventmgr/public/guide/texts/index.zh.md",
        "eventmgr/public/guide/texts/pictures/overview.en.webp",
        "eventmgr/translations/zh_Hans_CN/LC_MESSAGES/messages.mo",
        "eventmgr/migrations/env.py",
        "eventmgr/migrations/script.py.mako",
        "eventmgr/migrations/versions/0127_initial.py",
        "eventmgr/tools/taxonomy/data/provinces.csv",
        "eventmgr/engines/scheduling/reading/instance.schema.json",
    }

    assert wanted - names == set()
    assert [name for name in names if name.endswith((".ttf", ".otf", ".woff2"))] != []


def test_the_wheel_holds_nothing_of_the_checkout_besides(wheel: Path):
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}

    assert tops == {"eventmgr", "eventmgr-0.1.0.dist-info"}


def test_an_installed_wheel_makes_its_schema_and_answers_in_both_languages(installed: Path, elsewhere: Path):
    run([str(installed / "python"), "-m", "eventmgr", "db", "upgrade"], elsewhere)
    where = run([str(installed / "python"), "-c", VISIT], elsewhere)

    assert Path(where.strip()).is_relative_to(installed.parent)
    assert (elsewhere / "instance" / "eventmgr.sqlite").exists()
