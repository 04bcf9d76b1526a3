"""At every field that takes words, one sentence says who will read them."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TYPED = {"line", "text"}
FILES = [file for file in sorted((ROOT / "workbench").rglob("*.py")) if "Field(" in file.read_text("utf-8")]


def fields(tree: ast.AST) -> list[ast.Call]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "Field"]


def takes_words(call: ast.Call) -> bool:
    """Say whether people type into a field: its kind stands third, and a line is what it is otherwise."""
    named = [word.value for word in call.keywords if word.arg == "kind"]
    kind = named[0] if named else call.args[2] if len(call.args) > 2 else None
    return kind is None or not isinstance(kind, ast.Constant) or kind.value in TYPED


def test_there_are_fields_to_look_at():
    found = [call for file in FILES for call in fields(ast.parse(file.read_text("utf-8")))]
    assert len([call for call in found if takes_words(call)]) > 20
    assert len([call for call in found if not takes_words(call)]) > 10


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_each_field_that_takes_words_says_who_reads_them(file: Path):
    for call in fields(ast.parse(file.read_text("utf-8"))):
        told = {word.arg for word in call.keywords}
        assert not takes_words(call) or "seen_by" in told, f"{file.name}:{call.lineno}"
