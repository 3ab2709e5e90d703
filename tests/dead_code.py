"""Which public functions, classes and constants of a package nothing uses, found without running it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

Trees = Mapping[str, ast.Module]
"""Dotted name of a module → its tree; a package bears the name of its folder."""
Place = tuple[str, str]
"""Module, and a name that it binds."""


@dataclass
class House:
    """All modules whose uses count, and what their names mean."""

    trees: Trees
    imported: dict[str, dict[str, Place]] = field(init=False)
    defined: dict[str, dict[str, ast.stmt]] = field(init=False)

    def __post_init__(self) -> None:
        """Look once at what each module imports and defines."""
        self.imported = {module: dict(_imports(tree)) for module, tree in self.trees.items()}
        self.defined = {module: dict(_definitions(tree)) for module, tree in self.trees.items()}

    def home(self, module: str, name: str) -> Place | None:
        """Where what `module` calls `name` is defined; ("module", "") for a module; None for what is not ours."""
        for _step in range(9):
            if name in self.defined.get(module, ()):
                return module, name
            if self.imported.get(module, {}).get(name, (module, name)) != (module, name):
                module, name = self.imported[module][name]
                if not name:
                    return module, ""
            elif f"{module}.{name}" in self.trees:
                return f"{module}.{name}", ""
            else:
                return None
        return None


def unused(house: House, root: str, elsewhere: str = "") -> list[str]:
    """`module.name` of every public definition below the package `root` that nothing uses.

    Args:
        elsewhere: text of templates; a word of it counts as a use.
    """
    uses = {place for module, tree in house.trees.items() for place in _uses(house, module, tree)}
    words = set(re.findall(r"\w+", elsewhere))
    return [
        f"{module}.{name}"
        for module in sorted(house.trees)
        if module == root or module.startswith(f"{root}.")
        for name, node in house.defined[module].items()
        if not name.startswith("_") and not _registers_itself(node)
        if (module, name) not in uses and name not in words
    ]


def _imports(tree: ast.Module) -> Iterator[tuple[str, Place]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((alias.asname or alias.name, (node.module, alias.name)) for alias in node.names)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                own = alias.asname or alias.name.partition(".")[0]
                yield own, (alias.name if alias.asname else own, "")


def _definitions(tree: ast.Module) -> Iterator[tuple[str, ast.stmt]]:
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node.name, node
        elif isinstance(node, ast.Assign):
            names = [one for target in node.targets for one in ast.walk(target) if isinstance(one, ast.Name)]
            yield from ((one.id, node) for one in names)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id, node


def _registers_itself(node: ast.stmt) -> bool:
    """Decorators called as `@bp.route(…)`, `@handler(…)` hand on what they decorate; so do tables of the database."""
    decorators = getattr(node, "decorator_list", [])
    handed_on = any(isinstance(one, ast.Call) and ast.unparse(one.func) != "dataclass" for one in decorators)
    return handed_on or any(
        isinstance(part, ast.Assign) and ast.unparse(part.targets[0]) == "__tablename__"
        for part in getattr(node, "body", ())
    )


def _uses(house: House, module: str, tree: ast.Module) -> Iterator[Place]:
    for statement in tree.body:
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            continue
        own = {name for name, node in house.defined[module].items() if node is statement}
        if "__all__" not in own:
            yield from ((at, name) for at, name in _named(house, module, statement) if at != module or name not in own)


def _named(house: House, module: str, statement: ast.stmt) -> Iterator[Place]:
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield from _ours(house.home(module, node.id))
        elif isinstance(node, ast.Attribute):
            yield from _ours(_reached(house, module, node))


def _reached(house: House, module: str, node: ast.Attribute) -> Place | None:
    """What `a.b.c` means where `a` and `a.b` are modules."""
    if isinstance(node.value, ast.Name):
        start = house.home(module, node.value.id)
    elif isinstance(node.value, ast.Attribute):
        start = _reached(house, module, node.value)
    else:
        return None
    return house.home(start[0], node.attr) if start and not start[1] else None


def _ours(place: Place | None) -> Iterable[Place]:
    return [place] if place and place[1] else []
