"""Meetings of two at an event: who takes part, who asks whom, when and at which table, the day itself."""
