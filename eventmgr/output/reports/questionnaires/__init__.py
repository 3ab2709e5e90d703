"""Results of questionnaires as the summary prints them."""
