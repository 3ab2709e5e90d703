"""Events, their series, venues, host bodies, invited units and notices."""
