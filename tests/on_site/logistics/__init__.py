"""Tests of accommodation and transport."""
