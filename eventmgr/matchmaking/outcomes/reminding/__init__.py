"""Sides of a deal are asked how far it is, and tell it on a link without an account."""
