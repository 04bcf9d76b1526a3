"""One open room for each module of tests, and one walk through a session for all that look at it."""

from collections.abc import Iterator

import pytest

from tests.security.walking import Walked, walked
from tests.server.opened import Opened, opened


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    with opened(tmp_path_factory.mktemp("room")) as open_room:
        yield open_room


@pytest.fixture(scope="session")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walked]:
    with walked(tmp_path_factory.mktemp("walk")) as seen:
        yield seen
