import json
import re
from html.parser import HTMLParser
from pathlib import Path

import ipywidgets as w
import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets import prose
from widgets.closing import closing
from widgets.form import Action, Field, Form
from widgets.plot import Plot

NAUGHTY = Path(__file__).parents[2].parent / "shared" / "data" / "e_text" / "blns.json"
STRINGS = (
    json.loads(NAUGHTY.read_text("utf-8"))
    if NAUGHTY.exists()
    else ["<script>alert(1)</script>", '"><img src=x>']
)
OURS = {
    "a",
    "bdi",
    "blockquote",
    "caption",
    "cite",
    "details",
    "div",
    "footer",
    "h1",
    "h2",
    "h3",
    "li",
    "nav",
    "ol",
}
OURS |= {"p", "span", "strong", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul"}
ATTRIBUTES = {"class", "dir", "href", "role", "scope", "data-label", "aria-label", "aria-current", "hidden"}

KINDS = {
    "title": prose.title,
    "heading": prose.heading,
    "para": prose.para,
    "notice": prose.notice,
    "seen_by": prose.seen_by,
    "said": lambda text: prose.said(text, text, text),
    "table": lambda text: prose.table([("k", text)], [{"k": text}], text),
    "steps": lambda text: prose.steps([text, text], 1),
    "people": lambda text: prose.people([(text, text)]),
    "link": lambda text: prose.link(text, text),
    "ordered": lambda text: prose.ordered([text]),
    "cards": lambda text: prose.cards([text]),
    "together": lambda text: prose.together(text),
    "added": lambda text: prose.para("") + text,
    "shown": lambda text: prose.Html(prose.show(text).value),
}


class Seen(HTMLParser):
    """Gathers what a browser would make of the markup."""

    def __init__(self, markup):
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.words += data


def harmless(markup):
    seen = Seen(markup)
    assert seen.tags <= OURS
    assert {name for name, _value in seen.attributes} <= ATTRIBUTES
    for name, value in seen.attributes:
        assert name != "href" or re.match(r"https?://|[^:]*$|[^:]*[/?#]", value or "")
    return seen


@pytest.mark.parametrize("kind", KINDS)
@given(text=st.text())
def test_any_text_comes_out_as_text(kind, text):
    markup = KINDS[kind](text)
    assert isinstance(markup, prose.Html)
    assert text in harmless(markup).words or not text.strip()


@pytest.mark.parametrize("kind", KINDS)
def test_strings_that_hurt_other_programs_come_out_as_text(kind):
    for text in STRINGS:
        assert text in harmless(KINDS[kind](text)).words


@given(words=st.text(), by=st.text())
def test_words_and_their_author_both_stand_there(words, by):
    seen = harmless(prose.said(words, by))
    assert words in seen.words
    assert by in seen.words


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:alert(1)", "JaVaScRiPt:x", " java\nscript:x", "\x01javascript:x", "data:text/html,x"),
        *("//elsewhere.example", "\\\\elsewhere.example", "/\\elsewhere.example", "vbscript:x", "http://["),
        *("", "file:///etc/passwd", "x:y", "?:javascript:x:y\t"),
    ],
)
def test_an_address_of_another_kind_becomes_plain_text(address):
    assert "href" not in prose.link("words", address)


@pytest.mark.parametrize(
    "address", ["home.ipynb?group=1", "/voila/render/pages/home.ipynb", "https://example.org/a:b", "#top"]
)
def test_a_link_to_our_pages_or_the_web_stays_a_link(address):
    assert f'href="{address}"' in prose.link("words", address)


def test_what_was_made_here_is_not_escaped_twice():
    assert prose.together(prose.para("a & b")) == '<p dir="auto">a &amp; b</p>'


def test_the_step_that_is_now_is_marked_for_those_who_cannot_see_it():
    path = prose.steps(["Arrive", "Write", "Close"], 1)
    assert path.count('aria-current="step"') == 2
    assert "Step 2 of 3" in Seen(path).words
    assert prose.steps([], 0) == ""


def test_closing_leaves_nothing_in_the_kernel():
    registry = w.widget._instances if hasattr(w.widget, "_instances") else w.Widget.widgets
    before = set(registry)
    box = w.VBox(
        [
            prose.show(prose.title("A page")),
            w.HBox([Form(fields=[Field("a", "A")], actions=[Action("go", "Go")]), w.Button(description="b")]),
            Plot(),
        ]
    )
    assert set(registry) > before
    closing(box)
    assert set(registry) == before
