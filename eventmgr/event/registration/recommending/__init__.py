"""What delegations say about whoever registered for them: recommended, or not. The organizers' word is the state."""
