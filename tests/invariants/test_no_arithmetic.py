"""Invariant 2: no arithmetic over people's judgements, in the code and in the data."""

import ast
from pathlib import Path

import pandas as pd
import pytest

from workbench.core.statements import scale

ROOT = Path(__file__).resolve().parents[2]
FORBIDDEN = frozenset(
    {"mean", "median", "sum", "rank", "quantile", "corr", "std", "var", "mode", "cumsum", "rolling"}
    | {"average", "fmean", "polyfit", "zscore", "nlargest", "nsmallest", "cluster"}
)
# The built-in sum may add up sizes and lengths; a frame's own may not.
PLAIN = FORBIDDEN - {"sum"}
FORMS = (
    "sessions", "audit", "practice", "journal", "people", "cycles", "exchange", "core", "screen", "forms",
    "roles", "decisions",
)  # fmt: skip


def calls(tree: ast.AST) -> list[tuple[str, int]]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute) and node.func.attr in FORBIDDEN:
                found.append((node.func.attr, node.lineno))
            elif isinstance(node.func, ast.Name) and node.func.id in PLAIN:
                found.append((node.func.id, node.lineno))
    return found


@pytest.mark.parametrize("form", FORMS)
def test_no_code_reckons_with_judgements(form: str) -> None:
    for path in sorted((ROOT / "workbench" / form).rglob("*.py")):
        assert not calls(ast.parse(path.read_text("utf-8"))), path.name


def test_the_search_would_find_a_mean() -> None:
    assert ("mean", 1) in calls(ast.parse("frame.groupby('criterion').mark.mean()"))


@pytest.mark.parametrize("reckoning", ["mean", "sum", "std", "median"])
def test_marks_themselves_refuse_to_be_reckoned_with(reckoning: str) -> None:
    frame = pd.DataFrame({"mark": ["no", "yes"], "labels": [("no", "yes")] * 2})
    marks = pd.Series(scale(frame))
    with pytest.raises(TypeError):
        getattr(marks, reckoning)()


def test_marks_of_different_scales_cannot_be_put_together() -> None:
    frame = pd.DataFrame({"mark": ["no", "5"], "labels": [("no", "yes"), ("1", "5")]})
    with pytest.raises(ValueError, match="One scale at a time"):
        scale(frame)
