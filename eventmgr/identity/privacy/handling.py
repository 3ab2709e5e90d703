"""What the page on privacy says of each room: a room that takes personal information without an account offers its
words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from eventmgr.ground.features import Panel

HANDLING = Panel[Callable[[], tuple[str, Sequence[str]]]]("what happens to personal information")
"""A heading, and a paragraph each for what is used, by whom, and for how long."""
