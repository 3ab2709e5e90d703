"""As much of JSON Schema 2020-12 as the schemas of the scheduler use; a keyword beyond that is an error."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from eventmgr.engines.scheduling import reading

FOLDER = Path(reading.__file__).parent
NOTES = {"$schema", "$id", "$defs", "title", "description"}
TYPES: dict[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "null": type(None),
}
SCHEMAS = {
    document["$id"]: document
    for path in FOLDER.glob("*.schema.json")
    for document in [json.loads(path.read_text("utf-8"))]
}


def breaches(name: str, value: Any) -> list[str]:
    """What in `value` the schema `name` (instance, schedule, changes) does not allow."""
    root = SCHEMAS[f"urn:eventmgr:meetings:{name}"]
    return list(_breaches(root, root, value, name))


def _breaches(root: dict[str, Any], schema: dict[str, Any], value: Any, path: str) -> Iterator[str]:
    for keyword, wanted in schema.items():
        if keyword == "$ref":
            yield from _breaches(*_target(root, wanted), value, path)
        elif keyword in ("properties", "items", "prefixItems"):
            for inner, item, there in _inside(keyword, wanted, value, path):
                yield from _breaches(root, inner, item, there)
        elif keyword == "anyOf":
            if all(list(_breaches(root, inner, value, path)) for inner in wanted):
                yield f"{path}: anyOf"
        elif keyword not in NOTES and not _holds(keyword, wanted, value, schema):
            yield f"{path}: {keyword}"


def _target(root: dict[str, Any], reference: str) -> tuple[dict[str, Any], dict[str, Any]]:
    document, _hash, steps = reference.partition("#")
    there = inner = SCHEMAS.get(document, root)
    for step in steps.strip("/").split("/"):
        inner = inner[step]
    return there, inner


def _inside(keyword: str, wanted: Any, value: Any, path: str) -> Iterator[tuple[dict[str, Any], Any, str]]:
    """(schema, value, path) of what stands inside."""
    if keyword == "properties" and isinstance(value, dict):
        yield from ((inner, value[name], f"{path}.{name}") for name, inner in wanted.items() if name in value)
    elif keyword != "properties" and isinstance(value, list):
        inners = wanted if keyword == "prefixItems" else [wanted] * len(value)
        for number, (inner, item) in enumerate(zip(inners, value, strict=False)):
            yield inner, item, f"{path}[{number}]"


def _holds(keyword: str, wanted: Any, value: Any, schema: dict[str, Any]) -> bool:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    match keyword:
        case "type":
            return any(_is(value, kind) for kind in ([wanted] if isinstance(wanted, str) else wanted))
        case "required":
            return not isinstance(value, dict) or set(wanted) <= set(value)
        case "minimum":
            return not number or value >= wanted
        case "maximum":
            return not number or value <= wanted
        case "minItems":
            return not isinstance(value, list) or len(value) >= wanted
        case "maxItems":
            return not isinstance(value, list) or len(value) <= wanted
        case "maxLength":
            return not isinstance(value, str) or len(value) <= wanted
        case "enum":
            return any(value == choice and type(value) is type(choice) for choice in wanted)
        case "additionalProperties":
            return wanted or not isinstance(value, dict) or set(value) <= set(schema["properties"])
    raise AssertionError(f"the schema uses {keyword}")


def _is(value: Any, kind: str) -> bool:
    if kind == "integer":
        return (isinstance(value, int) and not isinstance(value, bool)) or (
            isinstance(value, float) and value.is_integer()
        )
    return isinstance(value, TYPES[kind])
