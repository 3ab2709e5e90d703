"""What is printed of each person for the day: badges, place cards, sign-in sheets."""
