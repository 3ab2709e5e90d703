"""Timetables on paper: for tables, for people, for doors, for the wall."""
