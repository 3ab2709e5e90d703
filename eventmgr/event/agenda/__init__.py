"""What happens when and where in an event: items, speakers, rooms, conflicts."""
