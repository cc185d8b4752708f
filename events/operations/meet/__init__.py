"""Meetings with the staff: which times are open, and everything that is done with a booking."""
