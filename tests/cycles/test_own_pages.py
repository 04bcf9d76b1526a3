"""The pages of a cycle in a group's own words: adopted, until a day, for cycles opened from then on."""

from datetime import timedelta
from pathlib import Path

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import Circle, Clock
from tests.cycles.builders import a_workspace, opened, own_templates, spoil
from tests.screens import form, state
from workbench.core.rights import Refused
from workbench.core.settings import Workspace
from workbench.cycles import making, own_pages, templates
from workbench.cycles.own_pages import OwnPage
from workbench.cycles.own_pages_page import cycle_pages
from workbench.cycles.pages import home
from workbench.cycles.services import WRITTEN_IN, prepare
from workbench.forms import services as forms
from workbench.practice import services as practice

NAME = "what-we-learn"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return a_workspace(tmp_path)


def adopted(circle: Circle, page: OwnPage, template: str = NAME, days: int = 100) -> str:
    ana, ben = circle.desk("Ana"), circle.desk("Ben")
    with ana.transaction() as db:
        version = own_pages.propose(
            db, by=ana.me, group=circle.group, template=template, page=page, reason="Ours", at=ana.now(),
            review_on=ana.now().date() + timedelta(days=days),
        )  # fmt: skip
    with ben.transaction() as db:
        forms.say(db, by=ben.me, form=version, stand="with", words="", at=ben.now())
        return forms.adopt(db, by=ben.me, form=version, at=ben.now(), heard=False)


def cells(workspace: Workspace, cycle: str, template: str = NAME) -> list[str]:
    file = workspace.notebooks / "cycles" / cycle / f"{template}.ipynb"
    return [cell.source for cell in nbformat.read(file, as_version=4).cells if cell.cell_type == "markdown"]


def test_a_page_bears_the_group_s_own_name_and_words_and_its_code_is_as_it_was(
    circle: Circle, workspace: Workspace
) -> None:
    came = opened(circle, workspace)
    code = _code(workspace, came.cycle)
    _next(circle, came.cycle)
    adopted(circle, OwnPage("What has ripened", "Write what you would keep."))
    cycle = opened(circle, workspace).cycle
    assert cells(workspace, cycle) == ["# What has ripened", "Write what you would keep\\."]
    assert _code(workspace, cycle) == [c.replace(came.cycle, cycle) for c in code]
    assert "What has ripened" in state(home(circle.desk("Cai")).parts.root)


def _code(workspace: Workspace, cycle: str) -> list[str]:
    file = workspace.notebooks / "cycles" / cycle / f"{NAME}.ipynb"
    return [cell.source for cell in nbformat.read(file, as_version=4).cells if cell.cell_type == "code"]


def _next(circle: Circle, cycle: str) -> None:
    ana = circle.desk("Ana")
    with ana.transaction() as db:
        practice.close_cycle(db, by=ana.me, cycle=cycle, at=ana.now())


def test_past_its_day_the_page_is_as_it_came_and_what_was_made_stays(
    circle: Circle, workspace: Workspace, clock: Clock
) -> None:
    adopted(circle, OwnPage("Ripened", "Write."), days=10)
    first = opened(circle, workspace).cycle
    clock.go_on(days=11)
    _next(circle, first)
    second = opened(circle, workspace).cycle
    assert cells(workspace, first)[0] == "# Ripened"
    assert cells(workspace, second)[0] != "# Ripened"


def test_making_the_pages_again_never_touches_what_was_written(circle: Circle, workspace: Workspace) -> None:
    cycle = opened(circle, workspace).cycle
    file = workspace.notebooks / "cycles" / cycle / f"{NAME}.ipynb"
    notebook = nbformat.read(file, as_version=4)
    notebook.cells.append(nbformat.v4.new_markdown_cell("WRITTEN BY HAND"))
    nbformat.write(notebook, file)
    adopted(circle, OwnPage("Ripened", "Write."))
    made = prepare(circle.desk("Ana"), cycle=cycle, workspace=workspace)
    assert next(each.fate for each in made if each.template == NAME) == WRITTEN_IN
    assert "WRITTEN BY HAND" in file.read_text("utf-8")


def test_a_page_can_be_left_out_but_not_the_meeting(circle: Circle, workspace: Workspace) -> None:
    adopted(circle, OwnPage("", "", left_out=True), "letter")
    made = opened(circle, workspace).notebooks
    assert "letter" not in {each.template for each in made}
    with pytest.raises(Refused, match="cannot be held"):
        adopted(circle, OwnPage("x", "", left_out=True), "assessment-meeting")


@pytest.mark.parametrize(
    ("page", "why"), [(OwnPage(" ", "x"), "no name"), (OwnPage("x" * 121, ""), "too long")]
)
def test_what_cannot_be_a_page_is_refused(circle: Circle, page: OwnPage, why: str) -> None:
    with pytest.raises(Refused, match=why):
        adopted(circle, page)


def test_a_template_altered_in_jupyterlab_is_taken_instead_and_a_broken_one_is_named(
    circle: Circle, workspace: Workspace, tmp_path: Path
) -> None:
    own = own_templates(tmp_path)
    spoil(own, NAME, lambda nb: nb["cells"][0].update(source="# Altered in JupyterLab"))
    target = workspace.path / "templates"
    target.mkdir()
    (own / f"{NAME}.ipynb").rename(target / f"{NAME}.ipynb")
    (own / "letter.ipynb").rename(target / "harvest.ipynb")
    (target / "broken.ipynb").write_text("{", "utf-8")
    made = opened(circle, workspace)
    assert cells(workspace, made.cycle)[0] == "# Altered in JupyterLab"
    fates = {each.template: each.fate for each in made.notebooks}
    assert (fates["harvest"], fates["broken"]) == ("made", "failed")


def test_the_browser_proposes_and_adopts_it(circle: Circle) -> None:
    ana, ben = (cycle_pages(circle.desk(name)) for name in ("Ana", "Ben"))
    for page in (ana, ben):
        form(page.parts.root, "open").press("open", template=NAME)
    form(ana.parts.root, "propose").press("propose", title="Ripened", text="Write.", reason="Plainer")
    ben.again()
    form(ben.parts.root, "say").press("say", stand="with")
    form(ben.parts.root, "adopt").press("adopt")
    ana.again()
    assert "The group&#x27;s own" in state(ana.parts.root) or "The group's own" in state(ana.parts.root)


TROUBLE = st.text(st.sampled_from("<>&`*_[]()#!|~$\\{}-+.\"' \nabc:/"), max_size=60)


@given(TROUBLE, TROUBLE)
def test_whatever_is_written_stays_words(title: str, text: str) -> None:
    template = templates.read(templates.templates_folder(), NAME)
    page = OwnPage(title or "x", f"{text}<script>alert(1)</script>[a](javascript:x)")
    altered = own_pages.altered(template, page)
    told = [cell.source for cell in altered.notebook.cells if cell.cell_type == "markdown"]
    assert all("<" not in words.replace("\\<", "") for words in told)
    assert "](" not in "".join(told)
    if altered.notebook.cells[0].source.strip() != "#" and title.strip():
        making.make(altered, {"cycle": "a" * 32, "group": "b" * 32})
