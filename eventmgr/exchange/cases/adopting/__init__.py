"""Who has adopted what a case describes, and who has learned from whom across provinces."""
