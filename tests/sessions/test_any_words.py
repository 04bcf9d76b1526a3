"""Any words, in any place: they come back as they were written, and are never markup."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import ipywidgets as w
import pytest

from tests.any_words import Saying, any_words, labels_of
from tests.builders import a_store
from tests.screens import on_page
from widgets.form import Form
from widgets.plot import Plot
from workbench.audit.pages import cycle_report
from workbench.audit.trends import Trends
from workbench.core.desk import Desk
from workbench.cycles.pages import home
from workbench.journal.pages import journal, practice_log
from workbench.people.pages import people
from workbench.practice import services as services_of_practice
from workbench.practice.pages import practice
from workbench.sessions.pages import meeting

AT_ONCE = 40
OURS = {
    "a", "bdi", "blockquote", "caption", "cite", "details", "div", "footer", "h1", "h2", "h3", "h4", "li",
    "nav", "ol", "p", "span", "strong", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"class", "dir", "href", "role", "scope", "data-label", "aria-label", "aria-current", "hidden"}


class Read(HTMLParser):
    """What a browser makes of markup: its elements, their attributes, and the text in each paragraph."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


def begun(desk: Desk, group: str) -> str:
    with desk.transaction() as db:
        return services_of_practice.open_cycle(db, by=desk.me, group=group, at=desk.now())


@pytest.fixture(
    scope="module",
    params=range(0, len(any_words()), AT_ONCE),
    ids=lambda start: f"from {start}",
)
def saying(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Saying]:
    texts = any_words()[request.param : request.param + AT_ONCE]
    store = a_store(Path(tmp_path_factory.mktemp("words")))
    yield Saying(store, texts, begun)
    store.close()


@pytest.fixture(autouse=True)
def in_its_group(saying: Saying, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUERY_STRING", f"group={saying.group}")


def widgets(page: Any) -> list[w.Widget]:
    """Return every widget that a page has put on screen."""
    root = getattr(page, "parts", None)
    return list(on_page(root.root if root is not None and not callable(root) else page))


def read(page: Any) -> tuple[str, list[Form]]:
    """Return the text of a page, when its markup is ours alone, and its forms."""
    text = ""
    found = widgets(page)
    assert found
    for widget in found:
        if isinstance(widget, w.HTML):
            seen = Read(widget.value)
            assert seen.tags <= OURS
            assert seen.attributes <= ATTRIBUTES
            assert not [link for link in seen.links if ":" in link]
            text += seen.text
    return text, [widget for widget in found if isinstance(widget, Form)]


def options(forms: list[Form]) -> set[str]:
    """Return every label that a form offers."""
    return {label for form in forms for field in form.fields for _value, label in field["options"]}


def test_the_meeting_shows_them_all_as_they_were_written(saying: Saying) -> None:
    desk = saying.desk(2)
    with saying.desk(0).transaction() as db:
        saying.move(db, "reveal")
    text, _forms = read(meeting(desk, cycle=saying.cycle))
    for said in saying.texts:
        assert text.count(said) >= 2 * 5  # the wording, and of three people words, both sides and a mark
        assert not labels_of(said) or f"Mark: {said}" in text
    with saying.desk(0).transaction() as db:
        saying.move(db, "differing")
    text, _forms = read(meeting(desk, cycle=saying.cycle))
    for said in saying.texts:
        assert said in text


def test_the_last_word_can_be_written_anew_with_the_same_words(saying: Saying) -> None:
    with saying.desk(0).transaction() as db:
        saying.move(db, "closing")
    _text, forms = read(meeting(saying.desk(0), cycle=saying.cycle))
    last = next(form for form in forms if any(action["name"] == "close" for action in form.actions))
    assert last.values["words"] == saying.texts[-1]
    assert last.values["shown_wrong_by"] == saying.texts[0]
    labels = {field["label"] for field in last.fields}
    for said, version in saying.versions.items():
        assert said in labels
        assert last.values[f"words:{version}"] == said
        assert not labels_of(said) or last.values[f"mark:{version}"] == said
    _text, forms = read(meeting(saying.desk(2), cycle=saying.cycle))


def test_names_are_names_wherever_people_and_groups_are_listed(saying: Saying) -> None:
    text, forms = read(people(saying.desk(0)))
    offered = options(forms)
    for said in saying.texts[1:]:
        assert said in text
        assert said in offered
    text, _forms = read(home(saying.desk(0)))
    for said in saying.texts:
        assert said in text


def test_the_practice_the_journal_and_the_log_keep_them(saying: Saying) -> None:
    text, _forms = read(practice(saying.desk(0)))
    entries, _forms = read(journal(saying.desk(0)))
    logged, _forms = read(practice_log(saying.desk(0), cycle=saying.cycle))
    reported, _forms = read(cycle_report(saying.desk(0), cycle=saying.cycle))
    for said in saying.texts:
        assert text.count(said) >= 2
        for kept in (entries, logged):
            assert f"In own words: {said}" in kept
            assert f"Speaks against it: {said}" in kept
    assert saying.texts[-1] in reported


def test_the_pictures_tables_hold_them_as_text(saying: Saying) -> None:
    page = Trends(saying.desk(0))
    page.opened = True
    found = [widget for widget in widgets(page.follower.start()) if isinstance(widget, Plot)]
    assert found
    for plot in found:
        if "words" not in dict(plot.columns):  # who had a turn, and when
            continue
        wordings = {row["wording"] for row in plot.rows if "wording" in row}
        assert set(saying.texts) <= wordings | {said for row in plot.rows for said in row.values()}
