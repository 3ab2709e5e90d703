"""Deals: two sides, a chain of stages, amounts, evidence, and what one has brought along."""
