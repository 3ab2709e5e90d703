"""What is asked of people: forms with their fields and questions, and answers in words."""
