"""What is planted for the crawl beside the two chapters and the hidden caucus of its world.

Each module here has `plant(made, known)`: `made` is the crawl's world, to plant canaries and to
add values for the arguments of addresses; `known` names the rows that are there already.
"""

import importlib
import pkgutil


def plant_all(made, known) -> None:
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}").plant(made, known)
