"""Addresses below `/meet/`."""

meet_urls: list = []
