"""Events, their series, venues, host bodies, invited units, notices and organizers' teams."""
