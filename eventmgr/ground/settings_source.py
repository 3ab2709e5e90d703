"""Where settings come from: the file and the environment; what is wrong with them is told with the file and the way
out."""

from __future__ import annotations

import difflib
import logging
import os
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from flask import Config

log = logging.getLogger(__name__)

PREFIX = "EVENTMGR_"
_OF_LIBRARIES = ("SQLALCHEMY_", "WTF_", "BABEL_", "LOGIN_")
_OF_THE_TESTS = ("TEST_", "SOAK")
_RETIRED = ("DRAFT_DAYS",)
"""Names of settings that there were; one that still stands somewhere stops no installation that is upgraded."""
_IN_BOTH_LANGUAGES = ("SITE_NAME", "CONTACT_NAME")
"""May be one text for both."""


class BadSetting(ValueError):
    """An installation cannot start like this; the message names the setting and the way out."""


def read(config: Config, path: Path, defaults: Mapping[str, tuple[Any, str]]) -> None:
    """Fill `config` from the file at `path` and then from the environment.

    A name in the file that nobody knows is refused: the file is ours alone, and what stands in it was meant. In the
    environment it is only told of, since others may use the same prefix; so is a retired one wherever it stands.

    Raises:
        BadSetting: the file cannot be read, or a value is not of the kind that its setting is.
    """
    known = {*defaults, *config}
    in_file = _read_file(path)
    for name in _RETIRED:
        if in_file.pop(name, None) is not None:
            log.warning("%s sets %s, which has no effect any more: take it out", path, name.lower())
    for name in in_file:
        if name not in known and not name.startswith(_OF_LIBRARIES):
            raise BadSetting(f"{path} sets {name.lower()}, which is no setting{_meant(name, defaults, str.lower)}")
    config.from_mapping(in_file)
    config.from_prefixed_env(PREFIX.rstrip("_"))
    given = {name.removeprefix(PREFIX) for name in os.environ if name.startswith(PREFIX)}
    for name in sorted(given):
        _take_raw(config, name, defaults)
        if name.partition("__")[0] not in known and not name.startswith(_OF_LIBRARIES + _OF_THE_TESTS):
            log.warning("%s%s is no setting%s", PREFIX, name, _meant(name, defaults, lambda near: PREFIX + near))
    for name in defaults:
        place = f"{name.lower()} in {path}" if name in in_file and name not in given else PREFIX + name
        config[name] = fitted(name, config[name], defaults[name][0], place)


def _read_file(path: Path) -> dict[str, Any]:
    try:
        raw = path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise BadSetting(
            f"{path} cannot be read ({error.strerror}). Make it a file that belongs to the account which runs eventmgr."
        ) from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BadSetting(f"{path} is not UTF-8 (line {line}). Save it again with the encoding UTF-8.") from None
    try:
        return {key.upper(): value for key, value in tomllib.loads(text).items()}
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(
            f'{path} is no TOML: {error}. Mend that line; a setting is written base_url = "https://…".'
        ) from None


def _take_raw(config: Config, name: str, defaults: Mapping[str, tuple[Any, str]]) -> None:
    """A text stays as it stands in the environment though it looks like a number."""
    default = defaults.get(name, (None,))[0]
    if isinstance(default, str) and not isinstance(config[name], str | dict):
        config[name] = os.environ[PREFIX + name]


def _meant(name: str, known: Collection[str], spelt: Any) -> str:
    near = difflib.get_close_matches(name, list(known), 1, 0.6)
    return f"; {spelt(near[0])} is one." if near else "; docs/running/settings.md lists them."


def fitted(name: str, value: Any, default: Any, place: str) -> Any:
    """`value` as the kind of thing that the setting is.

    Raises:
        BadSetting: it is of another kind.
    """
    if name in _IN_BOTH_LANGUAGES and isinstance(value, str | dict):
        return value
    fit: Any
    if isinstance(default, bool):
        fit = {"true": True, "false": False, "1": True, "0": False}.get(str(value).lower())
        wanted = "true or false"
    elif isinstance(default, int):
        fit, wanted = _number(value), f"a number, such as {default}"
    elif isinstance(default, str):
        fit = None if isinstance(value, bool | list | dict | tuple) or value is None else str(value)
        wanted = 'text, in quotation marks: "…"'
    elif isinstance(default, dict):
        fit, wanted = value if isinstance(value, dict) else None, 'a table, such as {"zh": "…", "en": "…"}'
    else:
        fit, wanted = list(value) if isinstance(value, list | tuple) else None, 'a list, such as ["…", "…"]'
    if fit is None:
        shown = "not" if "KEY" in name or "SECRET" in name or "TOKEN" in name else f"{value!r}, but must be"
        raise BadSetting(f"{place} is {shown} {wanted}.")
    return fit


def _number(value: Any) -> int | float | None:
    if isinstance(value, bool):
        return None
    for kind in (int, float):
        try:
            return value if isinstance(value, int | float) else kind(value)
        except (TypeError, ValueError):
            continue
    return None
