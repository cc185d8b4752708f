"""Addresses of meetings at the desk, below `/desk/meetings/`."""

#: Each room adds its own list here.
meet_desk_urls: list = []
