"""Letters of invitation (邀请函): one page for each who is invited."""
