"""report: what is made to be printed."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.place import WorkspaceOption, opened, ready_for, say
from workbench.core.words import _


class Report(StrEnum):
    """What can be made to be printed."""

    cards = "cards"


class As(StrEnum):
    """What it is made as."""

    pdf = "pdf"
    html = "html"


class Size(StrEnum):
    """On which paper."""

    a4 = "a4"
    letter = "letter"


def report(
    name: Annotated[Report, typer.Argument(help=_("cards: a card for each step, and sheets to write on."))],
    out: Annotated[Path, typer.Option(metavar="FILE", help=_("The file to write."))],
    form: Annotated[As, typer.Option("--as", help=_("As what."))] = As.html,
    kind: Annotated[
        str | None, typer.Option(help=_("feedback, assessment, review or meeting; else all."))
    ] = None,
    group: Annotated[
        str | None, typer.Option(metavar="NAME", help=_("With this group's own steps and shared criteria."))
    ] = None,
    paper: Annotated[Size, typer.Option(help=_("a4 or letter."))] = Size.a4,
    workspace: WorkspaceOption = None,
) -> None:
    """Make something to print."""
    from workbench.exchange.writing import put
    from workbench.sessions import on_paper

    kinds = on_paper.known(kind)
    size: on_paper.Paper = "a4" if paper == Size.a4 else "us-letter"
    if group is None:
        made = on_paper.every(kinds)
    else:
        with opened(workspace) as (place, store):
            from workbench.exchange.carried import ways_of

            ready_for(place, out)
            with store.reading() as db:
                own, criteria = ways_of(db, group=group, kinds=kinds, at=store.clock())
        made = on_paper.every(kinds, criteria, own)
    if form == As.pdf:
        put(out, on_paper.as_pdf(made, paper=size))
    else:
        put(out, on_paper.as_html(made, paper=size).encode())
    say(_("Written to {out}.").format(out=out))


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command(
        help=_("""Make something to print: nothing in it asks any other host for anything.

        cards: for whoever hosts a list of all steps, a card for each step, four to a page, and sheets to
        write on by hand. Without --group as the kinds of session come; with it, as that group holds them,
        with its shared criteria. A PDF needs practice-workbench[paper].

        \\b
        Example: workbench report cards --as pdf --out cards.pdf
        Example: workbench report cards --kind assessment --group "Tuesday group" --out ours.html""")
    )(report)
