"""A calm page of its own: a title, a few sentences, perhaps one thing to do. It asks no one for anything."""

from base64 import b64encode
from hashlib import sha256
from html import escape

from workbench.core.words import _, direction, language

STYLE = """
:root {
  color-scheme: light dark; --ink: #2d2822; --soft: #5d5346; --paper: #f8f3e9; --field: #fffdf8;
  --line: #8c7f6b; --faint: #d9cfbd; --link: #2f5d54; --care: #a8642a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #ebe3d5; --soft: #c3b8a6; --paper: #1c1916; --field: #262119; --line: #8b7f6e; --faint: #423b31;
    --link: #94c4b4; --care: #d9975b;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 system-ui, sans-serif; }
main { max-width: 34rem; margin: 0 auto; padding: 12vh 1.25rem 3rem; }
main.long { padding-top: 2.5rem; }
h1 { font: 700 1.9rem/1.25 "Iowan Old Style", Palatino, "URW Palladio L", Georgia, serif; margin: 0 0 1rem; }
p { margin: 0 0 1rem; overflow-wrap: anywhere; }
a { color: var(--link); }
p > a:only-child { display: inline-block; min-height: 2.75rem; padding: .5rem 0; }
button {
  font: inherit; color: var(--ink); background: transparent; cursor: pointer;
  border: 1px solid var(--line); border-radius: .4rem; padding: .6rem 1.1rem; min-height: 2.75rem;
}
button.first { background: var(--link); border-color: var(--link); color: var(--paper); font-weight: 600; }
:is(a, button, input, select, summary):focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
h2 {
  font: 700 1.35rem/1.3 "Iowan Old Style", Palatino, "URW Palladio L", Georgia, serif;
  margin: 2.25rem 0 .75rem; padding-top: 1.75rem; border-top: 1px solid var(--faint);
}
form { margin: 0 0 1rem; }
label { display: block; font-weight: 600; margin: 0 0 .3rem; }
.hint { color: var(--soft); font-size: .95rem; margin: -.6rem 0 1rem; }
input:not([type=checkbox]), select {
  display: block; width: 100%; font: inherit; color: var(--ink); background: var(--field);
  border: 1px solid var(--line); border-radius: .4rem; padding: .55rem .75rem; min-height: 2.75rem;
  margin: 0 0 1rem;
}
select { width: auto; min-width: 5rem; }
input[hidden] { display: none; }
fieldset { border: 0; padding: 0; margin: 0 0 1rem; }
legend { font-weight: 600; padding: 0; margin: 0 0 .3rem; }
.tick { display: flex; align-items: center; gap: .7rem; font-weight: 400; min-height: 2.75rem; margin: 0; }
.tick input { width: 1.35rem; height: 1.35rem; margin: 0; flex: none; accent-color: var(--link); }
.care, .said { padding: .1rem 0 .1rem 1rem; border-inline-start: .25rem solid var(--care); }
.said { border-color: var(--link); }
.code {
  font: 600 1.3rem/1.9 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
  padding: .6rem 1rem; border: 1px solid var(--line); border-radius: .4rem; background: var(--field);
  text-align: center; overflow-wrap: normal; word-spacing: .4rem;
}
.qr { background: #fff; padding: .5rem; width: fit-content; margin: 0 auto 1rem; border-radius: .4rem; }
.qr svg { display: block; max-width: 100%; height: auto; }
details { margin: 0 0 1rem; }
summary { cursor: pointer; min-height: 2.75rem; padding: .55rem 0; color: var(--link); }
summary { list-style-position: outside; margin-inline-start: 1.15rem; }
ul { list-style: none; margin: 0 0 1rem; padding: 0; }
li { padding: .8rem 0; border-top: 1px solid var(--faint); overflow-wrap: anywhere; }
li:first-child { border-top: 0; }
li:last-child { padding-bottom: 0; }
li p, li form { margin: 0 0 .5rem; }
.soft { color: var(--soft); font-size: .95rem; }
@media print { .no-print { display: none; } main { padding-top: 0; } }
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
    return frame(title, f"{body}{link}{form}")


def frame(title: str, body: str, *, long: bool = False) -> str:
    """Return a page of ours around what stands below its title, which is HTML of our own."""
    name = _("Practice workbench")
    kind = ' class="long"' if long else ""
    return (
        f'<!doctype html><html lang="{escape(language())}" dir="{direction()}"><head><meta charset="utf-8">'
        f"<title>{escape(title)} - {escape(name)}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="data:,"><style>{STYLE}</style></head>'
        f'<body><main{kind}><h1 dir="auto">{escape(title)}</h1>{body}</main></body></html>'
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
