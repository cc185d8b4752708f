import pytest

from tests.privacy.world import build


@pytest.fixture
def world():
    return build()
