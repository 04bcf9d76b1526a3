"""A calm page of its own: a title, a few sentences, perhaps one thing to do. It asks no one for anything."""

from base64 import b64encode
from hashlib import sha256
from html import escape

from workbench.core.words import _, direction, language

STYLE = """
:root { color-scheme: light dark; --ink: #2d2822; --paper: #f8f3e9; --line: #8c7f6b; --link: #2f5d54; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ebe3d5; --paper: #1c1916; --line: #8b7f6e; --link: #94c4b4; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 system-ui, sans-serif; }
main { max-width: 34rem; margin: 0 auto; padding: 12vh 1.25rem 3rem; }
h1 { font: 700 1.9rem/1.25 "Iowan Old Style", Palatino, "URW Palladio L", Georgia, serif; margin: 0 0 1rem; }
p { margin: 0 0 1rem; overflow-wrap: anywhere; }
a { color: var(--link); }
button {
  font: inherit; color: var(--ink); background: transparent; cursor: pointer;
  border: 1px solid var(--line); border-radius: .4rem; padding: .6rem 1.1rem; min-height: 2.75rem;
}
a:focus-visible, button:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
""".strip()

STYLE_HASH = "sha256-" + b64encode(sha256(STYLE.encode()).digest()).decode()

POLICY = "; ".join(
    [
        "default-src 'none'",
        f"style-src '{STYLE_HASH}'",
        "img-src data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)


def notice(title: str, *sentences: str, way: tuple[str, str] | None = None, form: str = "") -> str:
    """Return a page. ``way`` is an address and what its link says; ``form`` is HTML of our own."""
    body = "".join(f'<p dir="auto">{escape(sentence)}</p>' for sentence in sentences)
    link = f'<p><a href="{escape(way[0])}">{escape(way[1])}</a></p>' if way else ""
    name = _("Practice workbench")
    return (
        f'<!doctype html><html lang="{escape(language())}" dir="{direction()}"><head><meta charset="utf-8">'
        f"<title>{escape(title)} - {escape(name)}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="data:,"><style>{STYLE}</style></head>'
        f'<body><main><h1 dir="auto">{escape(title)}</h1>{body}{link}{form}</main></body></html>'
    )


def words_for(status: int) -> tuple[str, str]:
    """Return a title and a sentence for an answer that is not a page."""
    if status == 404:
        return _("There is nothing here"), _("This address leads nowhere. Nothing was lost.")
    if status in {401, 403, 405}:
        return _("This door is closed"), _(
            "This is not yours to open, or not from here. Nothing was changed."
        )
    if status == 429:
        return _("Please wait a minute"), _("Too many links were tried from here. Nothing was lost.")
    if status >= 500:
        sentence = _(
            "What you typed is kept. Reload the page; if it happens again, tell whoever runs the room."
        )
        return _("Something went wrong here"), sentence
    return _("This could not be understood"), _("Nothing was changed. Go back and try again.")
