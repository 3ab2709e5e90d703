"""Things side by side, on paper and as a workbook."""
