import pytest

from tests.practice.builders import Practising


@pytest.fixture
def practising(store) -> Practising:
    return Practising(store)
