"""From accepted requests to times and tables: drafts, publications, meetings."""
