"""What axe finds on a page, by day and by night."""

from collections.abc import Sequence
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


def violations(page: Page, schemes: Sequence[Scheme] = SCHEMES) -> list[tuple[str, list[str]]]:
    """Return what axe finds on a page as it stands, in light and in dark."""
    found = []
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        told = Axe().run(page).response["violations"]
        found += [(f"{scheme}: {rule['id']}", [n["html"][:200] for n in rule["nodes"]]) for rule in told]
    return found
