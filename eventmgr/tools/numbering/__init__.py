"""What calendars were told: of each entry and reader the number, a digest of what was shown, and since when. The one
place that numbers entries."""
