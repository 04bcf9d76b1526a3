"""One open room for each module of tests."""

from collections.abc import Iterator

import pytest

from tests.server.opened import Opened, opened


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    with opened(tmp_path_factory.mktemp("room")) as open_room:
        yield open_room
