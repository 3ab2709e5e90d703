"""Who should meet whom, and when: pure, usable without the rest."""
