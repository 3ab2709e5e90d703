"""The sample events, as plain values."""
