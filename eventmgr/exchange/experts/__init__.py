"""Experts by field, with what they agreed to show: invited, agreed by themselves, withdrawn whenever they like."""
