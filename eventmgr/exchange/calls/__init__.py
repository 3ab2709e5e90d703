"""Calls for cases: organizations and delegations submit what they have done, reviewers score it, the office selects."""
