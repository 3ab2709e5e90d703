"""What came of an event: conclusions with an owner and a due date."""
