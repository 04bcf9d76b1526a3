"""The command ``workbench``: its commands by name, and how a refusal is told."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer
from typer.core import TyperGroup

from workbench.cli import deleting, files, groups, house, pictures, reports, upkeep
from workbench.core.rights import Refused
from workbench.core.words import _


@contextmanager
def owners_alone() -> Iterator[None]:
    """Let every file and folder that is made meanwhile be its owner's alone, from the start."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


class Calm(TyperGroup):
    """Tells a refusal in a sentence on the error stream, and ends with 1."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command."""
        try:
            with owners_alone():
                return super().invoke(ctx)
        except Refused as refused:
            sentence = refused.sentence
        except OSError as error:
            if isinstance(error, BrokenPipeError):
                raise
            sentence = _("{what}: {reason}. What was kept before is as it was.").format(
                what=error.filename or _("The machine says"), reason=error.strerror or error
            )
        except Exception as error:
            known = _known(error)
            if known is None:
                raise
            sentence = known
        encoding = sys.stderr.encoding or "utf-8"
        sys.stderr.write(f"{sentence}\n".encode(encoding, "backslashreplace").decode(encoding))
        raise typer.Exit(1)


def _known(error: Exception) -> str | None:
    if "sqlalchemy" not in sys.modules:
        return None
    from workbench.core.store import plainly

    refused = plainly(error)
    return refused.sentence if refused else None


app = typer.Typer(
    name="workbench",
    cls=Calm,
    help=_("A workbench for practitioners who review their own practice together."),
    epilog=_("To look around: workbench demo. To begin: workbench init, then workbench serve."),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
house.add_to(app)
files.add_to(app)
pictures.add_to(app)
reports.add_to(app)
groups.add_to(app)
upkeep.add_to(app)
deleting.add_to(groups.me)
