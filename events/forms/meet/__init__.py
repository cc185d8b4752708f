"""Meetings with the staff."""
