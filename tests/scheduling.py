"""
Which tests may run side by side.

The browser tests share one server and the processor of a small machine, so they go to one worker, one after
another; so do those that look at one walk through a session, and at the same open pages. All others are
dealt out singly. (The marker `xdist_group` would say the same, but pytest 9.2 no longer lets pytest-xdist 3.8
rename a test.)
"""

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

ONE_AFTER_ANOTHER = (
    "tests/browser/",
    "tests/security/test_walk_",
    "tests/security/test_widget_",
    "tests/server/test_meet.py",
)


class OneBrowserAtATime(LoadScopeScheduling):
    def _split_scope(self, nodeid: str) -> str:
        return next((folder for folder in ONE_AFTER_ANOTHER if nodeid.startswith(folder)), nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneBrowserAtATime:
    return OneBrowserAtATime(config, log)
