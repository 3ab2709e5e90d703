"""Questionnaires of an event: what people thought of it, asked by link or by a code on the wall."""
