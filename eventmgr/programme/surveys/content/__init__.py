"""What a questionnaire asks, as plain values."""
