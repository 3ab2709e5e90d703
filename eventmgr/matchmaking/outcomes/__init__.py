"""What came of an event: action items with an owner and a due date, and deals from intention to production."""
