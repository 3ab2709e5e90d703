"""Fictional events for trying out, testing and measuring; the same seed and anchor give the same rows.

Everything is invented: organizations carry 样例, addresses end in example.com, mobile numbers lie in a range that no
operator uses. `plan` says what an event consists of; `seminar`, `matchmaking`, `visit` and `others` hold the events;
`roster` invents the people, `planted` the difficult cases among them; `build` writes it all; `scale` adds bulk.
"""
