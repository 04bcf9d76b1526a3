"""
A report on paper or as a page: headings, sayings and tables, stamped with owner, purpose and end.

It takes words and gives a file's content: one HTML page or a tagged PDF, neither of which asks any host
for anything.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from html import escape
from typing import Any, Literal

from workbench.content import content
from workbench.core.lettering import whole
from workbench.core.rights import Refused
from workbench.core.words import _, direction, language

Paper = Literal["a4", "us-letter"]


@dataclass
class Section:
    """One part of a report: a heading, and blocks that are added to it in their order."""

    heading: str
    blocks: list[dict[str, Any]] = field(default_factory=list)

    def para(self, words: str) -> None:
        """Add a paragraph, if it has words."""
        if words:
            self.blocks.append({"kind": "para", "words": whole(words)})

    def head(self, words: str) -> None:
        """Add a smaller heading."""
        self.blocks.append({"kind": "head", "words": whole(words)})

    def said(self, words: str, who: str) -> None:
        """Add what somebody said, with who and when; nothing where there are no words."""
        if words:
            self.blocks.append({"kind": "said", "words": whole(words), "who": whole(who)})

    def table(self, heads: Sequence[tuple[str, str]], rows: Sequence[dict[str, str]]) -> None:
        """Add a table; columns in which nothing stands are left out."""
        shown = [(key, head) for key, head in heads if any(row.get(key) for row in rows)]
        if shown:
            cells = [[whole(row.get(key, "")) for key, _head in shown] for row in rows]
            self.blocks.append({"kind": "table", "heads": [head for _key, head in shown], "rows": cells})


@dataclass(frozen=True)
class Report:
    """A whole report; ``stamp`` tells whose it is, what for, and until when."""

    title: str
    owner: str
    intro: str
    stamp: str
    sections: tuple[Section, ...]


def as_html(report: Report) -> str:
    """Return a report as one page that a browser prints."""
    title = escape(report.title)
    body = "".join(
        f"<section><h2>{escape(each.heading)}</h2>{''.join(map(_block, each.blocks))}</section>"
        for each in report.sections
    )
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!doctype html><html lang="{language()}" dir="{direction()}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><style>{STYLE}</style></head><body>'
        f"<main><h1>{title}</h1><p class=soft>{escape(report.intro)}</p>{body}</main>"
        f"<footer>{escape(report.stamp)}</footer></body></html>\n"
    )


STYLE = """
:root { color-scheme: light dark; --ink: #1c1c1c; --paper: #fffefa; --soft: #595959; --line: #c9c9c9; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e8e8; --paper: #151513; --soft: #b0b0b0; --line: #4a4a4a; }
}
body { font: 1.0625rem/1.55 Georgia, serif; color: var(--ink); background: var(--paper); margin: 0 auto; }
body { max-width: 46rem; padding: 1.2rem; overflow-wrap: anywhere; }
h1 { font-size: 1.7rem; line-height: 1.25; }
h2 { font-size: 1.25rem; margin-top: 2.2rem; }
h3 { font-size: 1.05rem; }
.soft, footer { color: var(--soft); font-size: 0.95rem; }
footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: 0.8rem; }
blockquote { margin: 0.8rem 0; padding-inline-start: 0.9rem; border-inline-start: 3px solid var(--line); }
blockquote p { margin: 0; white-space: pre-wrap; }
table { border-collapse: collapse; width: 100%; font-size: 0.92rem; }
th, td { border-bottom: 1px solid var(--line); padding: 0.4rem 0.5rem 0.4rem 0; text-align: start; }
th, td { vertical-align: top; }
td { white-space: pre-wrap; }
@media (max-width: 40rem) {
  table, tbody, tr, td { display: block; } thead { display: none; } tr { padding: 0.6rem 0; }
  td { border: 0; padding: 0.1rem 0; } td:empty { display: none; } td::before { color: var(--soft); }
  td::before { content: attr(data-head) ": "; } tr { border-bottom: 1px solid var(--line); }
}
@media print { body { max-width: none; padding: 0; } tr, blockquote { break-inside: avoid; } }
"""


def _block(block: dict[str, Any]) -> str:
    if block["kind"] == "table":
        heads = "".join(f"<th scope=col>{escape(head)}</th>" for head in block["heads"])
        rows = "".join(
            "<tr>"
            + "".join(
                f'<td data-head="{escape(head)}" dir=auto>{escape(cell)}</td>'
                for head, cell in zip(block["heads"], row, strict=True)
            )
            + "</tr>"
            for row in block["rows"]
        )
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    words = escape(block["words"])
    if block["kind"] == "said":
        return f"<blockquote dir=auto><p>{words}</p><p class=soft>{escape(block['who'])}</p></blockquote>"
    return f"<h3 dir=auto>{words}</h3>" if block["kind"] == "head" else f"<p dir=auto>{words}</p>"


def as_pdf(report: Report, *, paper: Paper = "a4") -> bytes:
    """Return a report as a tagged PDF; refuse where what draws it is not installed."""
    return typeset("report.typ", asdict(report), paper=paper)


def typeset(template: str, told: dict[str, Any], *, paper: Paper) -> bytes:
    """Return a tagged PDF of a template in ``templates/paper``; all words come to it as data."""
    try:
        import typst
    except ImportError as error:
        raise Refused(
            _("What makes a PDF is not installed. Nothing was written. Use --as html and print that, or "
              "install practice-workbench[paper].")
        ) from error  # fmt: skip
    said = told | {"paper": paper, "lang": language().partition("-")[0], "dir": direction()}
    source = content("templates", "paper", template).read_bytes()
    made: bytes = typst.compile(source, format="pdf", sys_inputs={"told": json.dumps(said)})
    return made
