"""The one browser that all browser tests share."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.chromium import launch_options


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    options: Any = launch_options()
    with sync_playwright() as its:
        browser = its.chromium.launch(**options)
        yield browser
        browser.close()
