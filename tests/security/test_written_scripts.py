"""Script that members wrote stays words: in every page's bytes, and wherever a widget holds HTML."""

from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

from tests.browser.room import open_room
from tests.builders import make_tables
from tests.security.checker import Page, look_at
from tests.security.everywhere import SCRIPTS, Everywhere
from tests.security.tally import tried
from tests.server.opened import Visitor
from workbench.core.clock import system_clock
from workbench.core.settings import Workspace
from workbench.core.store import Store
from workbench.cycles.services import open_cycle

LOADING = frozenset(
    ["script", "img", "iframe", "object", "embed", "base", "meta", "form", "svg", "math", "style", "link"]
)
READER = 2


class Suspects(HTMLParser):
    """Finds what would run or load, by reading HTML as a browser does."""

    def __init__(self, *, all_of_it: bool) -> None:
        super().__init__()
        self.all_of_it = all_of_it
        self.found: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = (
            "" if "json" in (dict(attrs).get("type") or "") else tag
        )  # data ends where a script ends
        ours = [value for name, value in attrs if value and "touched" in value and name.startswith("on")]
        links = [value for _name, value in attrs if value and value.strip().lower().startswith("javascript:")]
        if ours or links or (self.all_of_it and tag in LOADING):
            self.found.append(self.get_starttag_text() or tag)

    def handle_data(self, data: str) -> None:
        if self._inside in {"script", "style"} and "touched" in data:
            self.found.append(data[:100])

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""


def suspects(html: str, *, all_of_it: bool) -> list[str]:
    reader = Suspects(all_of_it=all_of_it)
    reader.feed(html)
    reader.close()
    return reader.found


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Everywhere, str]]:
    folder = tmp_path_factory.mktemp("scripts")
    workspace = Workspace(folder / "workspace")
    workspace.make()
    store = Store(workspace.store_url, system_clock)
    make_tables(store)
    said = Everywhere(store, SCRIPTS, lambda desk, group: open_cycle(desk, group, workspace=workspace).cycle)
    said.say_more()
    with said.desk(0).transaction() as db:
        said.move(db, "reveal")
    with open_room(workspace, folder / "log.txt") as address:
        yield said, address
    store.close()


def test_the_search_finds_script_where_it_stands_bare():
    bare = [text for text in SCRIPTS if suspects(f"<div>{text}</div>", all_of_it=True)]
    assert len(bare) >= len(SCRIPTS) - 2, "two of them need an attribute to stand in"
    for text in ("<script>touched</script>", "<b onmouseover=touched>", "<a href=' javascript:x'>"):
        assert suspects(text, all_of_it=False)
    data = '<script type="application/json">"{}"</script>'
    assert suspects(data.format(SCRIPTS[4]), all_of_it=False), "out of data too"
    assert not suspects(data.format("touched"), all_of_it=False)


def test_no_page_of_another_member_holds_script_that_anybody_wrote(words: tuple[Everywhere, str]):
    said, address = words
    visitor = Visitor(address)
    visitor.cookies[f"workbench-{urlsplit(address).port}"] = said.cookie(READER)
    shown = 0
    for name, path in said.pages(READER).items():
        page = look_at(visitor, "reader", name, path)
        assert isinstance(page, Page), (name, page.status if not isinstance(page, Page) else "")
        page.join()
        tried("attacks", len(SCRIPTS))
        assert suspects(page.answer.text, all_of_it=False) == [], name
        for state in page.states().values():
            if state.get("_model_name") == "HTMLModel":
                shown += state["value"].count("&lt;")
                assert suspects(state["value"], all_of_it=True) == [], name
        page.line.close()
    assert shown > 200, "the words are there, as words"
