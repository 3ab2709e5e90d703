"""Own words of an event's team: e-mails and short messages to people of the list, and what a robot tells the team's
group chat."""
