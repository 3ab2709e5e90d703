"""Kinds of days: check-in, study visits, training, questionnaires."""
