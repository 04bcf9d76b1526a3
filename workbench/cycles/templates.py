"""
The templates of a cycle's notebooks: what each asks for.

A template is a notebook with one cell tagged ``parameters``. It asks by name for the ids that it needs:
``cycle``, ``group``, ``member``, ``session``. One that asks for a member or a session is made for each
member, any other once for the group. What cannot be used says why, and is left out.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.content import content
from workbench.core.rights import Refused
from workbench.core.words import _
from workbench.cycles.quickly import spare_the_grammar

GIVEN = frozenset({"cycle", "group", "member", "session"})
OWN = frozenset({"member", "session"})
TAG = "parameters"


@dataclass(frozen=True)
class Template:
    """One template that can be used: its name, its notebook, the names that it asks for."""

    name: str
    notebook: Any
    asks: frozenset[str]

    @property
    def is_own(self) -> bool:
        """Whether each member has one of their own."""
        return bool(self.asks & OWN)


def templates_folder() -> Path:
    """Return the folder of the templates that ship with the workbench."""
    return content("templates", "notebooks")


def names(folder: Path) -> list[str]:
    """Return the names of all templates in a folder."""
    return sorted(file.stem for file in folder.glob("*.ipynb"))


def read(folder: Path, name: str) -> Template:
    """Return one template, or refuse it with the reason why it cannot be used."""
    spare_the_grammar()
    import nbformat
    from papermill.inspection import inspect_notebook

    notebook = nbformat.from_dict(_with_ids(_parsed(folder / f"{name}.ipynb")))
    try:
        nbformat.validate(notebook)
    except nbformat.ValidationError as error:
        raise Refused(_("It is not a notebook of the kind that Jupyter reads.")) from error
    tagged = [cell for cell in notebook.cells if TAG in cell.metadata.get("tags", [])]
    if len(tagged) != 1 or tagged[0].cell_type != "code":
        raise Refused(_("It needs one code cell with the tag “parameters”."))
    try:
        asks = frozenset(inspect_notebook(notebook))
    except ValueError as error:
        raise Refused(_("It does not say that it is written in Python.")) from error
    unknown = sorted(asks - GIVEN)
    if unknown:
        raise Refused(
            _("It asks for “{names}”, which a cycle does not have.").format(names=_("”, “").join(unknown))
        )
    return Template(name, notebook, asks)


def _parsed(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Refused(_("The file is broken and cannot be read.")) from error
    if not isinstance(found, dict) or found.get("nbformat") != 4 or not isinstance(found.get("cells"), list):
        raise Refused(_("It is not a notebook of the kind that Jupyter reads."))
    return found


def _with_ids(notebook: dict[str, Any]) -> dict[str, Any]:
    """Give each cell without an id one by its place: the same template always gives the same notebook."""
    cells = [
        {**cell, "id": cell.get("id", f"cell-{place}")} if isinstance(cell, dict) else cell
        for place, cell in enumerate(notebook["cells"], start=1)
    ]
    return {**notebook, "cells": cells, "nbformat_minor": max(5, int(notebook.get("nbformat_minor", 0)))}
