"""Measuring the meeting scheduler: generated events, derived published instances, and the tables of docs/inside/scheduling.md."""
