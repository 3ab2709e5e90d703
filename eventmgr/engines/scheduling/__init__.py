"""The timetable of one-to-one meetings: solve, repair, explain, check.

Follow it from `solving.solve`: `reading` makes an `Instance` of JSON, `problem.lower` turns it into bit masks,
`placement` places as much weight as it can, `breaks` and `annealing` or `exact` make the gaps few, `lower_bounds`
proves how far that may be from the best, `table_assignment` gives tables, `explaining` says why a meeting is
unscheduled, and `checking` refuses what breaks a rule.
"""
