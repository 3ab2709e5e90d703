"""Papers of a study visit: the report (考察报告), lists of each stop for guides, and notes for hosts without names."""
