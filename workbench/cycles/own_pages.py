"""
The pages of a cycle in a group's own words: a form that alters a template's title and text, or leaves it out.

In a room a page's code stays as it came; what a group writes becomes plain text in its cells, whatever
letters are in it. On one's own machine a whole template can be altered in JupyterLab: a file of the same
name in the workspace's ``templates`` folder is taken instead, and one of another name is a further page.
"""

import json
import re
from copy import deepcopy
from dataclasses import asdict, dataclass
from datetime import date, datetime
from html import escape
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from workbench.core.rights import Refused
from workbench.core.words import _
from workbench.cycles import templates
from workbench.cycles.templates import Template
from workbench.forms import queries as forms
from workbench.forms import services
from workbench.forms.ways import NOTEBOOK, topic
from workbench.models.forms import GroupForm

FOLDER = "templates"
LONGEST_TITLE, LONGEST_TEXT = 120, 4_000
NEEDED = frozenset({"assessment-meeting"})
"""Pages without which a cycle cannot be held."""
SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!|>~$])")


@dataclass(frozen=True)
class OwnPage:
    """A page of a cycle as a group wants it."""

    title: str
    text: str
    left_out: bool = False


def topic_of(template: str) -> str:
    """Return the topic under which a group keeps its way of a page."""
    return topic(NOTEBOOK, template)


def as_text(page: OwnPage) -> str:
    """Return a page as the text of a version."""
    return json.dumps(asdict(page), ensure_ascii=False, sort_keys=True)


def page_of(text: str) -> OwnPage:
    """Return the page that a version's text holds."""
    told = json.loads(text) if text else {}
    return OwnPage(str(told.get("title", "")), str(told.get("text", "")), told.get("left_out") is True)


def as_it_came(template: Template) -> OwnPage:
    """Return a template's title and text as they are in its file."""
    cells = [cell for cell in template.notebook.cells if cell.cell_type == "markdown"]
    told = ["".join(cell.source) for cell in cells]  # a file keeps its lines apart
    title = told[0].removeprefix("# ").strip() if told else template.name
    return OwnPage(title, "\n\n".join(told[1:]))


def propose(
    db: Session, *, by: str, group: str, template: str, page: OwnPage, reason: str, review_on: date | None,
    at: datetime,
) -> str:  # fmt: skip
    """Propose how a page of the group's cycles is called and what it says."""
    if template not in templates.names(templates.templates_folder()):
        raise Refused(_("There is no such page. Nothing was proposed."))
    if page.left_out and template in NEEDED:
        raise Refused(
            _("Without this page a cycle cannot be held. Nothing was proposed; your draft is kept.")
        )
    if not page.left_out and not page.title.strip():
        raise Refused(_("The page has no name. Nothing was proposed; your draft is kept."))
    if len(page.title) > LONGEST_TITLE or len(page.text) > LONGEST_TEXT:
        raise Refused(_("The name or the text is too long for a page. Nothing was proposed; your draft is "
                        "kept. Shorten it."))  # fmt: skip
    if review_on is None:
        raise Refused(_("It needs a day on which the group looks at it again. Nothing was proposed; your "
                        "draft is kept. Choose a day."))  # fmt: skip
    return services.propose(
        db, by=by, group=group, topic=topic_of(template), text=as_text(page), reason=reason,
        review_on=review_on, cycle=None, at=at,
    )  # fmt: skip


def held(db: Session, *, group: str, template: str, at: datetime) -> OwnPage | None:
    """Return how the group holds a page now, if it has its own way that is not past its day."""
    found = forms.in_force(db, group=group, topic=topic_of(template), at=at)
    return page_of(found.text) if found is not None else None


def own_titles(db: Session, *, group: str, at: datetime) -> dict[str, str]:
    """Return the group's own names for its pages, by template."""
    found = {name: held(db, group=group, template=name, at=at) for name in _named(db, group)}
    return {name: page.title for name, page in found.items() if page is not None}


def _named(db: Session, group: str) -> list[str]:
    rows = select(GroupForm.topic).where(
        GroupForm.group_id == group, GroupForm.topic.startswith(f"{NOTEBOOK}/")
    )
    return sorted({name.removeprefix(f"{NOTEBOOK}/") for name in db.scalars(rows)})


def plain(text: str) -> str:
    """Return what somebody wrote as text that no reader of notebooks takes for anything but words."""
    lines = [SIGNS.sub(r"\\\1", escape(line.strip(), quote=False)) for line in text.splitlines()]
    return "\n".join(lines)


def altered(template: Template, page: OwnPage) -> Template:
    """Return a template with a group's own title and text; its code is as it was."""
    notebook = deepcopy(template.notebook)
    cells = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    title = plain(" ".join(page.title.split()))
    if cells:
        cells[0].source = f"# {title}"
    for number, cell in enumerate(cells[1:]):
        cell.source = plain(page.text) if number == 0 else ""
    notebook.cells = [cell for cell in notebook.cells if cell.cell_type != "markdown" or cell.source]
    notebook.metadata["title"] = " ".join(page.title.split())
    return Template(template.name, notebook, template.asks)


def own_folder(workspace: Path) -> Path | None:
    """Return the folder with templates that were altered in JupyterLab, if there is one."""
    folder = workspace / FOLDER
    return folder if folder.is_dir() else None
