"""report: what is made to be printed."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.cli.passphrase import PassphraseOption, own
from workbench.cli.place import WorkspaceOption, opened, ready_for, say
from workbench.core.rights import Refused
from workbench.core.words import _

if TYPE_CHECKING:
    from workbench.core.paper import Report as Written


class Report(StrEnum):
    """What can be made to be printed."""

    cards = "cards"
    my_cycle = "my-cycle"
    my_years = "my-years"
    criteria = "criteria"
    minutes = "minutes"
    handbook = "handbook"
    statement = "statement"


class As(StrEnum):
    """What it is made as."""

    pdf = "pdf"
    html = "html"


class Size(StrEnum):
    """On which paper."""

    a4 = "a4"
    letter = "letter"


def report(
    name: Annotated[
        Report, typer.Argument(help=_("cards, my-cycle, my-years, criteria, minutes, handbook or statement."))
    ],
    out: Annotated[Path, typer.Option(metavar="FILE", help=_("The file to write."))],
    form: Annotated[As, typer.Option("--as", help=_("As what."))] = As.html,
    kind: Annotated[
        str | None, typer.Option(help=_("feedback, assessment, review or meeting; else all."))
    ] = None,
    group: Annotated[
        str | None, typer.Option(metavar="NAME", help=_("With this group's own steps and shared criteria."))
    ] = None,
    paper: Annotated[Size, typer.Option(help=_("a4 or letter."))] = Size.a4,
    link: Annotated[str | None, typer.Option(help=_("Your personal link, for a report of yours."))] = None,
    passphrase_file: PassphraseOption = None,
    purpose: Annotated[str, typer.Option(help=_("What a report of yours is for."))] = "",
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help=_("The day until which it is kept."))
    ] = None,
    cycle: Annotated[int | None, typer.Option(help=_("Of my-cycle: which, by its number."))] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Make something to print."""
    from workbench.core.paper import Paper, as_html, as_pdf
    from workbench.exchange.writing import put
    from workbench.sessions import on_paper

    size: Paper = "a4" if paper == Size.a4 else "us-letter"
    if name != Report.cards:
        if group is None or link is None or until is None:
            raise Refused(_("A report is for one person in one group, until a day. Nothing was written. Add "
                            "--group, --link, --purpose and --until."))  # fmt: skip
        made_of = _of_someone(
            workspace, out, name=name.value, group=group, link=link, passphrase=own(passphrase_file),
            purpose=purpose, until=until.date(), cycle=cycle,
        )  # fmt: skip
        put(out, as_pdf(made_of, paper=size) if form == As.pdf else as_html(made_of).encode())
        say(_("Written to {out}.").format(out=out))
        return
    kinds = on_paper.known(kind)
    if group is None:
        made = on_paper.every(kinds)
    else:
        with opened(workspace) as (place, store):
            from workbench.exchange.carried import ways_of

            ready_for(place, out)
            with store.reading() as db:
                ours, criteria = ways_of(db, group=group, kinds=kinds, at=store.clock())
        made = on_paper.every(kinds, criteria, ours)
    if form == As.pdf:
        put(out, on_paper.as_pdf(made, paper=size))
    else:
        put(out, on_paper.as_html(made, paper=size).encode())
    say(_("Written to {out}.").format(out=out))


def _of_someone(
    workspace: Path | None, out: Path, *, link: str, passphrase: Callable[[], str], group: str, **asked: Any
) -> "Written":
    """Return somebody's report, as they themselves may read it by their link."""
    with opened(workspace) as (place, store):
        from workbench.audit.reporting import report as reported
        from workbench.core.desk import Desk
        from workbench.exchange.asking import desk_of
        from workbench.exchange.names import group_called

        ready_for(place, out)
        asking = desk_of(Desk(store, ""), link, passphrase)
        with asking.reading() as db:
            here = group_called(db, group).id
            return reported(db, asker=asking.me, group=here, at=asking.now(), **asked)


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command(
        help=_("""Make something to print: nothing in it asks any other host for anything.

        cards: for whoever hosts a list of all steps, a card for each step, four to a page, and sheets to
        write on by hand. Without --group as the kinds of session come; with it, as that group holds them,
        with its shared criteria. my-cycle, my-years, criteria, minutes, handbook and statement say what you
        yourself may read, by your link; each page bears your name, the purpose and the day until which it is
        kept. A PDF
        needs practice-workbench[paper].

        \\b
        Example: workbench report cards --as pdf --out cards.pdf
        Example: workbench report my-years --as pdf --out years.pdf --group "Tuesday group" \\
                   --link LINK --purpose "To look back" --until 2027-06-30
        Example: workbench report cards --kind assessment --group "Tuesday group" --out ours.html""")
    )(report)
