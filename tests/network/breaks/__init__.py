"""For each constraint something that breaks it, room by room: each module has its `BREAKS`."""

import importlib
import pkgutil


def of_every_room() -> dict:
    rooms = (
        importlib.import_module(f"{__name__}.{room.name}")
        for room in pkgutil.iter_modules(__path__)
    )
    return {name: breaks for room in rooms for name, breaks in room.BREAKS.items()}
