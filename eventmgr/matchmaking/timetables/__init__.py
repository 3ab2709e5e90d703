"""The timetable of meetings, from accepted requests to times and tables: drafts, publications, meetings, papers."""
