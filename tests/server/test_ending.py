"""A room that is told to end does so, whatever its pages do in the same moment."""

import asyncio
import logging

import pytest
from tornado.web import HTTPError

from workbench.server.ownership import RoomKernels


async def _all_ended(kernels: RoomKernels) -> None:
    done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    done.set_result(None)
    kernels._pending_kernels["0" * 32] = done  # its page has just ended it, and nobody has noted that yet
    with pytest.raises(HTTPError):
        await kernels.shutdown_kernel("0" * 32)
    await kernels.shutdown_all()


def test_a_kernel_that_its_page_ends_in_the_same_moment_keeps_no_room_open(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR):
        asyncio.run(_all_ended(RoomKernels()))
    assert caplog.records == []
