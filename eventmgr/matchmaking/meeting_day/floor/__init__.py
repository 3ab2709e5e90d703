"""What the pages of the day show: rounds, meetings with all that was said of them, figures, contact data."""
