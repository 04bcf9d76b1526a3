"""Makes one notebook from a template with papermill, and looks at it again after it is made."""

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from workbench.core.rights import Refused
from workbench.core.words import _, text_cell
from workbench.cycles.templates import Template

INJECTED = "injected-parameters"
AN_ID = re.compile(r"[0-9a-f]{32}")


def make(template: Template, ids: Mapping[str, str]) -> bytes:
    """
    Return the notebook that a template and ids give: the same ones, byte for byte, each time.

    Every input is hidden. What papermill notes of itself (where the files lie, when, which version) is
    taken out; the ids stay.
    """
    import nbformat
    from papermill.execute import prepare_notebook_metadata
    from papermill.iorw import load_notebook_node
    from papermill.parameterize import parameterize_notebook

    given = {name: ids[name] for name in sorted(template.asks)}
    if not all(AN_ID.fullmatch(value) for value in given.values()):
        raise Refused(_("Only ids may be filled in."))
    notebook = load_notebook_node(deepcopy(template.notebook))
    comment = _("Whose page this is; filled in when it was made")
    notebook = parameterize_notebook(notebook, given, report_mode=True, comment=comment)
    notebook = prepare_notebook_metadata(notebook, None, None, report_mode=True)
    notebook.metadata["papermill"] = {"parameters": given}
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
        if cell.cell_type == "markdown":
            cell.source = text_cell(cell.source)
        if INJECTED in cell.metadata.get("tags", []):
            cell["id"] = INJECTED
        if not cell.metadata.get("tags", True):
            del cell.metadata["tags"]
    made = f"{nbformat.writes(notebook)}\n".encode()
    look_at(made, given)
    return made


def look_at(made: bytes, given: Mapping[str, str]) -> None:
    """Open what was made, and refuse it unless it is a page that can be given to someone."""
    import nbformat

    try:
        notebook = nbformat.reads(made.decode(), as_version=4)
        nbformat.validate(notebook)
    except Exception as error:
        raise Refused(_("What came out of it cannot be opened as a notebook.")) from error
    if not notebook.cells or not notebook.cells[0].source.startswith("# "):
        raise Refused(_("It needs a title: a first cell of text that starts with “# ”."))
    codes = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for cell in codes:
        _look_at_code(cell)
    filled = [cell.source for cell in codes if INJECTED in cell.metadata.get("tags", [])]
    lines = {f'{name} = "{value}"' for name, value in given.items()}
    if len(filled) != 1 or not lines <= set(filled[0].splitlines()):
        raise Refused(_("Its ids could not be filled in."))


def _look_at_code(cell: Any) -> None:
    if not cell.source.startswith("# "):
        raise Refused(_("The first line of each code cell needs to be a comment in plain words."))
    if cell.outputs or cell.execution_count is not None:
        raise Refused(_("It holds results of an earlier run; store it empty."))
    if not cell.metadata.get("jupyter", {}).get("source_hidden"):
        raise Refused(_("One of its code cells would show its code."))
