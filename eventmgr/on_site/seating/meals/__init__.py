"""Meals: tables, who eats, what the kitchen is told."""
