"""Matchmaking at a prompt: schedules of meetings, ranked matches."""
