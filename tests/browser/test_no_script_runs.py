"""Every page of a group that writes script in every place, in a real browser: none of it runs."""

from urllib.parse import urlsplit

from playwright.sync_api import Browser, Dialog, Page, expect

from tests.security.everywhere import SCRIPTS, Everywhere
from tests.security.tally import tried
from tests.security.test_written_scripts import READER
from tests.security.test_written_scripts import words as words

PATIENCE = 60_000
TOUCHED = "() => window.touched ?? null"


class Watched:
    """A page that notes what it must not do."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.dialogs: list[str] = []
        self.abroad: list[str] = []
        page.on("dialog", self._told)
        page.on("request", lambda asked: self._asked(asked.url))

    def _told(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _asked(self, url: str) -> None:
        if not url.startswith((self.address, self.address.replace("http", "ws"), "data:", "blob:")):
            self.abroad.append(url)


def test_script_runs_where_it_stands_bare_so_the_silence_means_something(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(f"<p>{SCRIPTS[0]}</p>{SCRIPTS[1]}")
    assert page.evaluate(TOUCHED) == 1
    page.close()


def test_nothing_that_members_wrote_runs_on_any_page_of_another(
    words: tuple[Everywhere, str], browser: Browser
) -> None:
    said, address = words
    context = browser.new_context(reduced_motion="reduce")
    name = f"workbench-{urlsplit(address).port}"
    context.add_cookies([{"name": name, "value": said.cookie(READER), "url": address}])
    for path in said.pages(READER).values():
        watched = Watched(context.new_page(), address)
        answer = watched.page.goto(f"{address}/voila/render/{path}")
        assert answer
        assert answer.ok, path
        ready = watched.page.locator(".wb-ready :is(.wb-parts, .wb-form, .wb-show, .wb-prose)").first
        expect(ready).to_be_visible(timeout=PATIENCE)
        assert watched.page.evaluate(TOUCHED) is None, path
        assert (watched.dialogs, watched.abroad) == ([], []), path
        tried("attacks", len(SCRIPTS))
        watched.page.close()
    context.close()
