"""What people ask about their personal information: a queue with due dates, answers, and what follows from them."""
