"""What answers to a questionnaire say together."""
