"""Delegations: each invited unit's liaison and deputy, their links and page, how far each unit is, and who is
chased."""
