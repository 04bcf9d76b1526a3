"""What all tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.builders import Circle, Clock, a_store
from workbench.core.store import Store

# How long an example takes says more of the machine than of us.
settings.register_profile("workbench", deadline=None)
settings.load_profile("workbench")

pytest_plugins = ["tests.scheduling", "tests.security.tally"]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    store = a_store(tmp_path, clock)
    yield store
    store.close()


@pytest.fixture
def circle(store: Store) -> Circle:
    return Circle(store)
