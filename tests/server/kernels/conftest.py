"""What the tests of forked kernels share."""

from collections.abc import Iterator

import pytest

from workbench.server.kernels import forks, kinds


@pytest.fixture(autouse=True)
def no_parent_left() -> Iterator[None]:
    if not kinds.possible():
        pytest.skip("This system does not fork kernels: they start normally.")
    yield
    forks.end_all()
    forks._all.clear()
