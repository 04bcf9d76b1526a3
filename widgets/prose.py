"""
Words on a page: each function returns HTML in which every word is escaped.

`Html` marks what has been made here. `show` and every function that takes blocks escape whatever is
not `Html`, so that a member's words cannot become markup by oversight.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any, Literal
from urllib.parse import urlsplit

import ipywidgets as w
from ipywidgets.widgets.widget_string import HTMLStyle

from widgets.closing import closing, shared
from workbench.core.words import _

__all__ = [
    "Html",
    "cards",
    "closing",
    "folded",
    "heading",
    "lines",
    "link",
    "notice",
    "ordered",
    "para",
    "people",
    "room",
    "said",
    "seen_by",
    "set_out",
    "show",
    "steps",
    "table",
    "title",
    "together",
]


class Html(str):
    """HTML that is safe to show."""

    __slots__ = ()

    def __add__(self, other: str) -> "Html":
        """Join with more HTML; plain text is escaped first."""
        return Html(str(self) + _safe(other))


def _safe(text: object) -> str:
    """Return HTML as it is and anything else escaped."""
    return str(text) if isinstance(text, Html) else escape(str(text), quote=True)


def _tag(name: str, content: object, **attributes: str) -> Html:
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value, quote=True)}"'
        for key, value in attributes.items()
    )
    return Html(f"<{name}{written}>{_safe(content)}</{name}>")


def together(*blocks: object) -> Html:
    """Put blocks under one another as one."""
    return Html("".join(_safe(block) for block in blocks))


def set_out(*blocks: object) -> Html:
    """Return the blocks as the text of one widget."""
    return _tag("div", together(*blocks), class_="wb-prose")


def show(*blocks: object) -> w.HTML:
    """Return the blocks as one widget."""
    look = {"layout": shared(w.Layout), "style": shared(HTMLStyle)}
    return w.HTML(set_out(*blocks), _dom_classes=("wb-show",), **look)


def title(text: object) -> Html:
    """Return the title of the page."""
    return _tag("h1", text, dir="auto")


def heading(text: object, level: int = 2) -> Html:
    """Return a heading inside the page."""
    return _tag(f"h{min(6, max(2, level))}", text, dir="auto")


def para(text: object) -> Html:
    """Return a paragraph; its line breaks are kept."""
    return _tag("p", text, dir="auto")


def notice(text: object, kind: Literal["plain", "care"] = "plain") -> Html:
    """Return a sentence set apart: plain for where things stand, care for what asks for attention."""
    return _tag("p", text, class_=f"wb-notice wb-notice-{kind}", dir="auto")


def seen_by(text: object) -> Html:
    """Return the sentence that says who will see something."""
    return _tag("p", text, class_="wb-seen", dir="auto")


def said(words: object, by: object, when: object = "") -> Html:
    """Return somebody's words with their author and, if given, the time."""
    author = _tag("cite", _tag("bdi", by))
    moment = Html(" · ") + _tag("span", when) if when else Html("")
    source = _tag("footer", together(author, moment))
    return _tag("blockquote", together(_tag("p", words, dir="auto"), source), class_="wb-quote")


def table(columns: Sequence[tuple[str, str]], rows: Iterable[Mapping[str, Any]], caption: str = "") -> Html:
    """Return rows as a table; on a phone each row stands as a small list."""
    head = together(
        *(_tag("th", label, role="columnheader", scope="col", dir="auto") for _key, label in columns)
    )
    body = (
        together(
            *(
                _tag(
                    "td", "" if row.get(key) is None else row[key], role="cell", data_label=label, dir="auto"
                )
                for key, label in columns
            )
        )
        for row in rows
    )
    return _tag(
        "table",
        together(
            _tag("caption", caption, dir="auto") if caption else "",
            _tag("thead", _tag("tr", head, role="row"), role="rowgroup"),
            _tag("tbody", together(*(_tag("tr", row, role="row") for row in body)), role="rowgroup"),
        ),
        class_="wb-table",
        role="table",
    )


def steps(items: Sequence[str], current: int) -> Html:
    """
    Return the path of a session; `current` counts from 0. On a phone it folds into one line.

    The step's own name is its heading, which follows; so the line above does not say it once more.
    """
    if not items:
        return Html("")
    here = min(max(current, 0), len(items) - 1)
    times = [_("done") if at < here else _("now") if at == here else _("to come") for at in range(len(items))]
    marks = ["past" if at < here else "now" if at == here else "next" for at in range(len(items))]
    path = together(
        *(
            _tag(
                "li",
                together(
                    _tag("span", name, dir="auto"), " ", _tag("span", f"({times[at]})", class_="wb-unseen")
                ),
                class_=f"wb-step-{marks[at]}",
                **({"aria_current": "step"} if at == here else {}),
            )
            for at, name in enumerate(items)
        )
    )
    where = _("Step {here} of {all}").format(here=here + 1, all=len(items))
    short = _tag(
        "details", together(_tag("summary", where), _tag("ol", path)), class_="wb-steps-short", hidden=""
    )
    whole = together(_tag("p", where, class_="wb-steps-where"), _tag("ol", path))
    return _tag(
        "nav",
        together(_tag("div", whole, class_="wb-steps-long"), short),
        class_="wb-steps",
        aria_label=_("Steps"),
    )


def folded(summary: object, *blocks: object, level: int = 0) -> Html:
    """Return blocks that open when their summary is chosen; with a level, the summary is a heading too."""
    name = heading(summary, level) if level else _tag("span", summary, dir="auto")
    return _tag("details", together(_tag("summary", name), *blocks), class_="wb-folded")


def room(*blocks: object) -> Html:
    """Return blocks in large type, to be read from across a room."""
    return _tag("div", together(*blocks), class_="wb-room")


def lines(count: int) -> Html:
    """Return ruled lines to write on by hand."""
    return _tag(
        "div", together(*(_tag("p", "", class_="wb-line") for _each in range(count))), class_="wb-lines"
    )


def people(items: Iterable[tuple[object, object]]) -> Html:
    """Return who is here and where each one is, in words."""
    return _tag(
        "ul",
        together(
            *(
                _tag("li", together(_tag("strong", name, dir="auto"), " ", _tag("span", state, dir="auto")))
                for name, state in items
            )
        ),
        class_="wb-people",
    )


def ordered(items: Iterable[object]) -> Html:
    """Return a numbered list."""
    return _tag("ol", together(*(_tag("li", item, dir="auto") for item in items)))


def link(text: object, href: str) -> Html:
    """Return a link to a page of ours or to the web; any other kind of address becomes plain text."""
    try:
        scheme = urlsplit(href).scheme.lower()
    except ValueError:
        scheme = "unreadable"
    web = scheme in {"http", "https"}
    relative = not scheme and not href.startswith("//") and not re.match(r"[^/?#]*:", href)
    readable = href.isprintable() and "\\" not in href and href == href.strip() and href
    if readable and (web or relative):
        return _tag("a", text, href=href, dir="auto")
    return _tag("span", text, dir="auto")


def cards(items: Iterable[object]) -> Html:
    """Return blocks as cards, side by side where there is room."""
    return _tag("ul", together(*(_tag("li", item) for item in items)), class_="wb-cards")
