"""What is ready for whoever runs eventmgr (docs/running/operations) is accepted by those who read it, and names what exists."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask

from eventmgr.ground import clock, settings
from eventmgr.tools.web.front import limits
from tests.conftest import ROOT, script
from tests.console.cli.every_command import ALL

pytestmark = pytest.mark.one_engine

FOLDER = ROOT / "docs" / "running" / "operations"
FILES = {path.name: path.read_text("utf-8") for path in FOLDER.iterdir()}
UNITS = [name for name in FILES if name.endswith(".service")]
PAGES = {
    name: (ROOT / "docs" / "running" / name).read_text("utf-8") for name in ("operations.md", "operations.zh-CN.md")
}
TEXTS = {**FILES, **PAGES}


def lines_to_type(page: str) -> list[str]:
    """The lines of all blocks of a page."""
    return [line.strip() for block in re.findall(r"```\n(.*?)```", page, re.DOTALL) for line in block.splitlines()]


def commands_in(text: str) -> Iterator[list[str]]:
    """The words behind `em` and `eventmgr` wherever a text says them."""
    starts = r"(?:^|`)(?:ExecStart=)?(?:/opt/eventmgr/bin/eventmgr|em|eventmgr) ([a-z][^`\n]*)"
    for found in re.finditer(starts, text, re.MULTILINE):
        yield shlex.split(found[1])


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_every_command_that_is_named_exists_with_its_options(name: str):
    for words in commands_in(TEXTS[name]):
        known = next((" ".join(words[:n]) for n in (2, 1) if " ".join(words[:n]) in ALL), None)
        assert known, words
        arguments = words[len(known.split()) :]
        if arguments or name in UNITS:
            ALL[known].make_context(known, arguments)


def test_commands_are_found_in_pages_and_units():
    said = {name: {words[0] for words in commands_in(text)} for name, text in TEXTS.items()}

    assert said["operations.md"] >= {"db", "user", "check", "renumber", "reseal", "serve", "breach"}
    assert (said["eventmgr-web.service"], said["eventmgr-worker.service"]) == ({"serve"}, {"worker"})


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_every_setting_that_is_named_exists(name: str):
    upper = set(re.findall(r"\bEVENTMGR_([A-Z_]+)", TEXTS[name]))
    lower = {
        one.upper()
        for one in re.findall(r"`([a-z]+(?:_[a-z]+)*)(?: = [^`]*)?`", TEXTS[name])
        if "_" in one or " = " in one
    }
    lower |= {one.upper() for one in re.findall(r"^# ([a-z_]+) = ", FILES["settings.toml"], re.MULTILINE)}

    others = {one for one in lower if one.startswith("EVENTMGR_")} | {"PG_DUMP"}  # figures; a program

    assert (upper | lower) - others - set(settings.DEFAULTS) == set()


def test_the_settings_file_is_one_that_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    text = FILES["settings.toml"]
    optional = re.sub(r"^# (?=[a-z_]+ = )", "", text, flags=re.MULTILINE)
    (tmp_path / "settings.toml").write_text(optional, "utf-8")
    for name in ("secret_key", "data_key"):  # else the database would be asked whether one is missing
        (tmp_path / name).write_text("k" * 48, "ascii")
    app = Flask("eventmgr", instance_path=str(tmp_path))

    settings.load(app)

    given = {name.upper(): value for name, value in tomllib.loads(optional).items()}
    assert set(given) - set(settings.DEFAULTS) == set()
    assert len(given) > len(tomllib.loads(text)) > 5
    assert {name: app.config[name] for name in given} == given


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_comes_back_by_itself_and_may_do_little(name: str):
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(FILES[name])
    service = unit["Service"]

    assert (service["Restart"], service["User"], service["UMask"]) == ("always", "eventmgr", "0077")
    assert (service["ProtectSystem"], service["NoNewPrivileges"]) == ("strict", "true")
    assert service["WorkingDirectory"] == f"/var/lib/{service['StateDirectory']}"
    assert unit["Install"]["WantedBy"] == "multi-user.target"


def test_two_units_differ_in_what_they_do_and_not_in_what_they_may():
    web, worker = ({line for line in FILES[name].splitlines() if "=" in line} for name in sorted(UNITS))

    assert {line.split("=")[0] for line in web ^ worker} == {
        "Type",
        "Description",
        "Environment",
        "ExecStart",
        "LimitNOFILE",
    }


def run(*command: str, **environment: str) -> str:
    """What a program says that accepts its file."""
    program = shutil.which(command[0], path=f"/usr/sbin:/sbin:{Path('/usr/bin')}:/usr/local/bin:/usr/local/sbin")
    if program is None:
        pytest.skip(f"{command[0]} is not installed here")
    done = subprocess.run([program, *command[1:]], env=environment, capture_output=True, encoding="utf-8", timeout=60)
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    return said


def test_systemd_accepts_the_units(tmp_path: Path):
    program = tmp_path / "eventmgr"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    for name in UNITS:
        (tmp_path / name).write_text(FILES[name].replace("/opt/eventmgr/bin/eventmgr", str(program)))

    said = run("systemd-analyze", "verify", *(str(tmp_path / name) for name in UNITS))

    assert [line for line in said.splitlines() if "eventmgr" in line] == []


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A folder with a certificate for a day, and its key."""
    key, at = ec.generate_private_key(ec.SECP256R1()), clock.now()
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "events.example.org")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(at).not_valid_after(at + timedelta(days=1))
    pem = serialization.Encoding.PEM
    (tmp_path / "fullchain.pem").write_bytes(builder.sign(key, hashes.SHA256()).public_bytes(pem))
    plain = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (tmp_path / "privkey.pem").write_bytes(plain)
    return tmp_path


def test_nginx_accepts_the_site(certificate: Path):
    site = re.sub(r"^ *listen \[::\].*\n", "", FILES["nginx.conf"], flags=re.MULTILINE)
    site = re.sub(r"listen (80|443)\b", r"listen 127.0.0.1:18\1", site).replace("/var/log/eventmgr", str(certificate))
    (certificate / "site.conf").write_text(site.replace("/etc/ssl/eventmgr", str(certificate)))
    whole = f"pid {certificate}/pid; error_log {certificate}/error.log; events {{}} http {{ include {certificate}/site.conf; }}"
    (certificate / "nginx.conf").write_text(whole)

    said = run("nginx", "-t", "-c", str(certificate / "nginx.conf"))

    assert "test is successful" in said


def test_caddy_accepts_the_site(tmp_path: Path):
    homes = {name: str(tmp_path) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}

    said = run("caddy", "validate", "--adapter", "caddyfile", "--config", str(FOLDER / "Caddyfile"), **homes)

    assert "Valid configuration" in said


def test_logrotate_accepts_its_file(tmp_path: Path):
    (tmp_path / "file").write_text(FILES["eventmgr.logrotate"])
    (tmp_path / "file").chmod(0o644)

    said = run("logrotate", "--debug", "--state", str(tmp_path / "state"), str(tmp_path / "file"))

    assert "error" not in said


def test_proxies_keep_to_the_bounds_of_the_product():
    nginx, caddy = FILES["nginx.conf"], FILES["Caddyfile"]
    sizes = int(re.findall(r"client_max_body_size (\d+)m;", nginx)[0]), int(re.findall(r"max_size (\d+)MiB", caddy)[0])
    idle = float(re.findall(r"\bkeepalive_timeout (\d+)s;", nginx)[0]), float(re.findall(r"keepalive (\d+)s", caddy)[0])
    largest = settings.DEFAULTS["MAX_CONTENT_LENGTH"][0]

    assert all(largest < size << 20 <= largest + (2 << 20) for size in sizes), (
        "what is too large is told by the product"
    )
    assert all(seconds < limits.KEEP_ALIVE_SECONDS for seconds in idle), "who closes first is the proxy"
    assert "non_idempotent" not in nginx, "a form that was sent is not sent again"
    assert "lb_retry_match" not in caddy, "the same: by itself Caddy sends GET alone again"
    for header in ("Host", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto"):
        assert f"proxy_set_header {header} " in nginx


def test_the_figures_that_are_worth_an_alarm_are_told():
    told = set(re.findall(r"`(eventmgr_[a-z_]+)`", script("reference").metrics_page()))
    named = {one for page in PAGES.values() for one in re.findall(r"`(eventmgr_[a-z_]+)", page)}

    assert (named - told, len(named) > 3) == (set(), True)


def test_both_languages_say_the_same():
    english, chinese = PAGES.values()

    assert lines_to_type(english) == lines_to_type(chinese)
    assert re.findall(r"^#+ ", english, re.MULTILINE) == re.findall(r"^#+ ", chinese, re.MULTILINE)
    assert len(re.findall(r"^\| ", english, re.MULTILINE)) == len(re.findall(r"^\| ", chinese, re.MULTILINE))
    assert sorted(set(re.findall(r"EVENTMGR_[A-Z_]+", english))) == sorted(
        set(re.findall(r"EVENTMGR_[A-Z_]+", chinese))
    )


def test_every_ready_file_has_its_line_and_both_readmes_lead_to_the_page():
    for page in PAGES.values():
        assert {name for name in FILES if f"](operations/{name})" not in page} == set()
    assert "](docs/running/operations.md)" in (ROOT / "README.md").read_text("utf-8")
    assert "](docs/running/operations.zh-CN.md)" in (ROOT / "README.zh-CN.md").read_text("utf-8")
