"""Figures of one event, a series or a year: what is counted by what, as table, chart, workbook and paper."""
