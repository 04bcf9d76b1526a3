"""The pieces of which our own plain pages with forms are made. All that is handed in is escaped."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Literal


def para(text: str, kind: Literal["", "care", "said", "hint", "soft", "code"] = "") -> str:
    """Return a paragraph; what was just said is read out at once."""
    told = ' role="status"' if kind == "said" else ""
    called = f' class="{kind}"' if kind else ""
    return f'<p{called}{told} dir="auto">{escape(text)}</p>'


def refused(text: str) -> str:
    """Return why something was not done; it is read out at once."""
    return f'<p class="care" role="alert" dir="auto">{escape(text)}</p>'


def section(heading: str, *pieces: str) -> str:
    """Return a part of a page under its heading."""
    return f'<section><h2 dir="auto">{escape(heading)}</h2>{"".join(pieces)}</section>'


def folded(label: str, *pieces: str, unfolded: bool = False) -> str:
    """Return what is seldom wanted, to be unfolded."""
    state = " open" if unfolded else ""
    return f'<details{state}><summary dir="auto">{escape(label)}</summary>{"".join(pieces)}</details>'


def link(label: str, href: str) -> str:
    """Return a way to another page of ours."""
    return f'<p class="no-print"><a href="{escape(href)}">{escape(label)}</a></p>'


def field(
    name: str, label: str, *, kind: Literal["text", "password"] = "password", fill: str = "off",
    hint: str = "", value: str = "", place: str = "",
) -> str:  # fmt: skip
    """Return a field with its label. ``fill`` is what a browser may fill it with by itself."""
    id_ = f"{place}{name}"
    about = f' aria-describedby="{id_}-hint"' if hint else ""
    given = f' value="{escape(value)}"' if value else ""
    plain = ' autocapitalize="characters" spellcheck="false"' if kind == "text" else ""
    below = f'<p class="hint" id="{id_}-hint" dir="auto">{escape(hint)}</p>' if hint else ""
    return (
        f'<label for="{id_}" dir="auto">{escape(label)}</label>'
        f'<input type="{kind}" id="{id_}" name="{name}" autocomplete="{fill}" required'
        f"{about}{given}{plain}>{below}"
    )


def whose(name: str) -> str:
    """Return what tells a keeper of passphrases whose passphrase a form asks for; nobody sees it."""
    return f'<input type="text" name="name" autocomplete="username" value="{escape(name)}" readonly hidden>'


def ticks(name: str, legend: str, options: Mapping[str, str]) -> str:
    """Return a list of which several may be ticked."""
    each = "".join(
        f'<label class="tick" dir="auto"><input type="checkbox" name="{name}" value="{escape(value)}">'
        f"{escape(label)}</label>"
        for value, label in options.items()
    )
    return f'<fieldset><legend dir="auto">{escape(legend)}</legend>{each}</fieldset>'


def choice(name: str, label: str, options: Iterable[str]) -> str:
    """Return a choice of one."""
    each = "".join(f"<option>{escape(option)}</option>" for option in options)
    told = f'<label for="{name}" dir="auto">{escape(label)}</label>'
    return f'{told}<select id="{name}" name="{name}">{each}</select>'


def form(
    action: str, guard: str, *pieces: str, button: str, first: bool = False, said: str = "",
    hidden: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    """Return a form of ours; ``guard`` is the field that tells it from a form of somebody else's."""
    kind = ' class="first"' if first else ""
    more = f' aria-label="{escape(said)}"' if said else ""
    carried = "".join(
        f'<input type="hidden" name="{name}" value="{escape(value)}">'
        for name, value in (hidden or {}).items()
    )
    return (
        f'<form method="post" action="{escape(action)}">{guard}{carried}{"".join(pieces)}'
        f"<button{kind}{more}>{escape(button)}</button></form>"
    )
