"""Personal itineraries (个人日程): a page for each participant, for organizers and on the own page."""
