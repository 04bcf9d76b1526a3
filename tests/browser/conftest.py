"""The one browser that all browser tests share."""

import os
from collections.abc import Iterator
from pathlib import Path
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


@pytest.fixture(scope="session")
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder for pictures of pages: ``SHOTS`` if somebody wants to look, else a passing one."""
    folder = Path(os.environ.get("SHOTS") or tmp_path_factory.mktemp("shots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
