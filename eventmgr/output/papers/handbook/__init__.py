"""The handbook of an event (会议手册): parts and order chosen and kept."""
