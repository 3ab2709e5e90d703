"""How large an event may be. Larger numbers are slips of the hand, and would only fill the memory."""

PARTICIPANTS = 20_000
SEATS = 100
PEOPLE = 40_000
"""Representatives of all participants together."""
MEETINGS = 200_000
SLOTS = 512
TABLES = 20_000
WEIGHT = 1_000_000
HALLS = 200
ASSISTANTS = 2_000
LANGUAGES = 100
COVERAGE = 200
