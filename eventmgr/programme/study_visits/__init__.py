"""Study visits (调研考察): stops, batches, head counts, findings."""
