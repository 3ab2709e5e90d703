"""The stops of the study visit, their batches, and what visitors found."""
