"""From accepted requests to a task for the scheduler, and back. Pure."""
