"""The deals of one event: charts, workbook, and the last edition of its series beside it."""
