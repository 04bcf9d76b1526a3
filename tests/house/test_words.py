"""Every word on screen passes through gettext, and the list of them is up to date."""

import ast
import re
import subprocess
import sys
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from tests.languages import compiled
from workbench.core.words import direction, language, text_cell

ROOT = Path(__file__).resolve().parents[2]
POT = ROOT / "templates/locale/workbench.pot"
CODE = [path for folder in ("workbench", "widgets") for path in sorted((ROOT / folder).rglob("*.py"))]
HOME = "workbench/core/words.py"  # where `_` is made; it hands on what it is given

# Words that stand in templates, not in code: what a protocol's step or an example says is read from its file.
FROM_TEMPLATES = {
    ("workbench/audit/own_data.py", "name"),
    ("workbench/audit/reporting.py", "kind"),
    ("workbench/audit/views.py", "name"),
    ("workbench/cycles/own_pages_page.py", "text"),
    ("workbench/cycles/own_pages_page.py", "title"),
    ("workbench/practice/examples.py", "each['lack']"),
    ("workbench/practice/examples.py", "each['wording']"),
    ("workbench/practice/examples.py", "label"),
    ("workbench/practice/examples.py", "part['name']"),
    ("workbench/practice/examples.py", "told['name']"),
    ("workbench/practice/examples.py", "told['whole']"),
    ("workbench/sessions/altering_views.py", "name"),
    ("workbench/sessions/altering_views.py", "purpose"),
    ("workbench/sessions/altering_views.py", "str(step.get('title', ''))"),
    ("workbench/sessions/altering_views.py", "str(step['guard'])"),
    ("workbench/sessions/altering_views.py", "str(step['prompt'])"),
    ("workbench/sessions/container.py", "name"),
    ("workbench/sessions/container.py", "purpose"),
    ("workbench/sessions/gathered.py", "name"),
    ("workbench/sessions/meeting.py", "title"),
    ("workbench/sessions/minutes_page.py", "kind"),
    ("workbench/sessions/moves.py", "title"),
    ("workbench/sessions/moving.py", "title"),
    ("workbench/sessions/on_paper.py", "guard"),
    ("workbench/sessions/on_paper.py", "name"),
    ("workbench/sessions/on_paper.py", "prompt"),
    ("workbench/sessions/on_paper.py", "purpose"),
    ("workbench/sessions/on_paper.py", "title"),
    ("workbench/sessions/room_screen.py", "name"),
    ("workbench/sessions/room_screen.py", "prompt"),
    ("workbench/sessions/room_screen.py", "title"),
    ("workbench/sessions/turning.py", "name"),
    ("workbench/sessions/views.py", "guard"),
    ("workbench/sessions/views.py", "name"),
    ("workbench/sessions/views.py", "prompt"),
    ("workbench/sessions/so_far.py", "title"),
    ("workbench/sessions/views.py", "title"),
    ("workbench/sessions/writing.py", "name"),
    ("workbench/sessions/writing.py", "purpose"),
}

# What puts a text on screen as it is given: none of these may be handed a plain English literal.
SHOWS = {
    "Refused",
    "para",
    "title",
    "heading",
    "notice",
    "seen_by",
    "link",
    "Field",
    "Action",
    "Form",
    "Plot",
}
NAMES_ONLY = {"name", "kind", "style", "key", "level", "rows", "lo", "hi"}  # of these, nothing is shown


def calls(path: Path) -> list[tuple[str, ast.Call]]:
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
            found.append((name, node))
    return found


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def ids(pot: Path) -> set[str]:
    with pot.open("rb") as file:
        told = [message.id for message in read_po(file) if message.id]
    return {each for one in told for each in ([one] if isinstance(one, str) else one)}


def test_the_list_of_words_is_up_to_date(tmp_path):
    fresh = tmp_path / "workbench.pot"
    command = [
        "extract",
        "--mapping-file",
        "pyproject.toml",
        "--omit-header",
        "--output-file",
        str(fresh),
        ".",
    ]
    babel = [sys.executable, "-m", "babel.messages.frontend", "--quiet", *command]
    subprocess.run(babel, cwd=ROOT, check=True)
    missing, old = ids(fresh) - ids(POT), ids(POT) - ids(fresh)
    assert (missing, old) == (set(), set()), "Run make words."


def test_only_literals_are_handed_to_gettext_but_for_what_templates_say():
    others = set()
    for path in CODE:
        if place(path) == HOME:
            continue
        for name, call in calls(path):
            given = {"_": call.args[:1], "ngettext": call.args[:2]}.get(name, [])
            others |= {
                (place(path), arg.attr if isinstance(arg, ast.Attribute) else ast.unparse(arg))
                for arg in given
                if not literal(arg)
            }
    assert others == FROM_TEMPLATES


def english(node: ast.expr) -> bool:
    """Say whether a literal, or what stands in a formatted one, reads like a sentence."""
    if isinstance(node, ast.JoinedStr):
        parts = [part.value for part in node.values if isinstance(part, ast.Constant)]
        return any(re.search(r"[A-Za-z]{2}", str(part)) and " " in str(part) for part in parts)
    return literal(node) and " " in str(ast.literal_eval(node))


def test_nothing_that_is_shown_is_a_literal_that_went_past_gettext():
    past = []
    for path in CODE:
        for name, call in calls(path):
            if name in SHOWS:
                given = [*call.args, *(word.value for word in call.keywords if word.arg not in NAMES_ONLY)]
                past += [(place(path), arg.lineno, ast.unparse(arg)) for arg in given if english(arg)]
    assert past == []


def test_every_place_left_open_in_a_message_has_a_name():
    unnamed = []
    for message in ids(POT):
        names = [name for _text, name, _spec, _conversion in Formatter().parse(message) if name is not None]
        unnamed += [message for name in names if not name.isidentifier()]
        unnamed += [message] if any(mark in message for mark in ("%s", "%d", "%(")) else []
    assert unnamed == []


class TestALanguage:
    def test_is_told_to_a_page_with_its_direction(self, tmp_path, monkeypatch):
        compiled(tmp_path, "ar", {"Journal": "يوميات"})
        monkeypatch.setenv("WORKBENCH_LOCALE", str(tmp_path))
        monkeypatch.setenv("WORKBENCH_LANGUAGE", "ar")
        assert (language(), direction()) == ("ar", "rtl")

    def test_without_a_catalogue_is_english(self, monkeypatch):
        monkeypatch.setenv("WORKBENCH_LANGUAGE", "tlh")
        assert (language(), direction()) == ("en", "ltr")

    @pytest.mark.parametrize("source", ["# Journal", "# Journal\n\nUntold  words\nstay."])
    def test_reaches_the_text_of_a_notebook_and_leaves_its_marks(self, source, tmp_path, monkeypatch):
        compiled(tmp_path, "ar", {"Journal": "يوميات"})
        monkeypatch.setenv("WORKBENCH_LOCALE", str(tmp_path))
        assert text_cell(source) == source
        monkeypatch.setenv("WORKBENCH_LANGUAGE", "ar")
        assert text_cell(source) == source.replace("Journal", "يوميات").replace("  words\n", " words ")
