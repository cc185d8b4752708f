import pytest

from tests.conftest import start_over
from tests.factories import NOON

PEOPLE = 400


@pytest.fixture(scope="module")
def network(demo_network, request):
    """One fictional network for a whole file."""
    demo_network("demo", members=PEOPLE, seed=1, at=NOON)
    yield
    request.config.stash[start_over]()
