"""How an event is passed on: its address as text, as a code to scan, as a picture and on a poster."""
