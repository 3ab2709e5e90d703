"""What is written of an event for the file and for leaders: minutes, a page in brief."""
