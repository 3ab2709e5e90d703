"""What every room stands on: errors, time, text, files, settings, languages, the database, work that is leased."""
