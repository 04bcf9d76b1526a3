"""figure: pictures, carried out."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.passphrase import PassphraseOption, own
from workbench.cli.place import GroupOption, WorkspaceOption, opened, ready_for, say
from workbench.core.words import _


class Form(StrEnum):
    """What a picture can be carried out as."""

    json = "json"
    html = "html"
    svg = "svg"
    png = "png"


def figure(
    name: Annotated[
        str,
        typer.Argument(
            help=_(
                "Of one person: my-thread, my-criteria, then-and-now, evidence-balance, before-and-after, "
                "range-of-views. Of a group: genealogy, component-map, audit-rhythm, group-threads."
            )
        ),
    ],
    group: GroupOption,
    form: Annotated[Form, typer.Option("--as", help=_("As what."))],
    out: Annotated[Path, typer.Option(metavar="FILE", help=_("The file to write."))],
    practitioner: Annotated[
        str | None, typer.Option(metavar="NAME", help=_("Whose practice it shows."))
    ] = None,
    criterion: Annotated[str | None, typer.Option(help=_("Only this one, by its wording."))] = None,
    cycle: Annotated[int | None, typer.Option(help=_("Only this one, by its number."))] = None,
    link: Annotated[str | None, typer.Option(help=_("Your personal link; adds what you may read."))] = None,
    passphrase_file: PassphraseOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Draw a picture."""
    with opened(workspace) as (place, store):
        from workbench.core.desk import Desk
        from workbench.exchange.drawings import picture
        from workbench.exchange.writing import put

        ready_for(place, out)
        drawn = picture(
            Desk(store, ""), name, group=group, practitioner=practitioner, form=form.value,
            criterion=criterion, cycle=cycle, link=link, passphrase=own(passphrase_file),
        )  # fmt: skip
        put(out, drawn)
    say(_("Written to {out}.").format(out=out))


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command(
        help=_("""Draw a picture of one person's practice in a group, or of what a whole group may see.

        Without --link it shows only what came in from a file, by shared criteria. With --link it shows what
        you may read in the room; of your own practice also your last words and your entries.

        \b
        Example: workbench figure my-thread --group "Tuesday group" --practitioner "Ana" \\
                   --criterion "I name the ending in time" --as html --out ana.html --link LINK"""),
    )(figure)
