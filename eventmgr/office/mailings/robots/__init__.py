"""Robots that say in the group chat of an event's team what waits for it."""
