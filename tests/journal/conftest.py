import pytest

from tests.journal.builders import Writing


@pytest.fixture
def writing(store) -> Writing:
    return Writing(store)
