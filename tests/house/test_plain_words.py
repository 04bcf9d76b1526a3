"""Words on screen are calm and plain, and a refusal says what was kept or what to do next."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.test_words import CODE, POT, literal, place
from tests.languages import messages

SPOKEN = messages(POT)
# What nobody should meet on a page, each with the reason why.
PRAISE = ["great", "well done", "awesome", "good job", "excellent", "congratulations", "amazing", "perfect"]
JARGON = ["widget", "kernel", "server error", "database", "exception", "invalid", "null", "session id"]
JARGON += ["click", "backend", "frontend", "traceback", "timeout", "user", "users", "login", "failed"]
RANKING = ["score", "rank", "ranking", "best", "top", "average", "benchmark", "performance", "level up"]
RANKING += ["winner", "progress bar", "grade"]
THERAPY = ["resistance", "transference", "toxic", "trauma", r"narcissis\w*", "gaslight", "triggered"]
KINDS = {"praise": PRAISE, "software": JARGON, "ranking": RANKING, "therapy": THERAPY}

# Where such a word is meant as it stands.
MEANT = {
    "My practice at its best",  # the whole practice in one's own words: nobody is compared
    "This page needs JavaScript. Please allow it for this address and reload.",
}

# What is said at a terminal, to whoever runs the machine, prepares a file or writes a template.
AT_A_TERMINAL = (
    "workbench/cli/",
    "workbench/exchange/",
    "workbench/cycles/making.py",
    "workbench/cycles/templates.py",
    "workbench/migrations/",
    "workbench/server/room.py",
    "workbench/server/lab.py",
    "workbench/server/lock.py",
)

# Reasons that stand in a sentence which says the rest: why a row or a template was refused.
REASONS = (
    *("workbench/exchange/" + name for name in ("assessments.py", "entries.py", "ledger.py", "members.py")),
    *("workbench/exchange/" + name for name in ("moments.py", "practice.py", "services.py", "wordings.py")),
    "workbench/cycles/making.py",
    "workbench/cycles/templates.py",
    "workbench/sessions/disclosure.py",  # who may read what: the page leaves it out without a word
)
KEPT = r"othing was|othing is|kept|safe|stays|still works|left as it|are ready|was not changed|was not added"
NEXT = r"(?:^|[.:;,] )(?:Ask|Choose|Close|Found|Give|Import|Look|Open|Reload|Say|Send|Start|Try|Use|Write)\b"
NEXT += r"|after your own"


def hits(words: list[str]) -> list[str]:
    pattern = re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)
    return [each.text for each in SPOKEN if pattern.search(each.text) and each.text not in MEANT]


@pytest.mark.parametrize("kind", KINDS)
def test_no_message_speaks_in_words_of(kind):
    assert hits(KINDS[kind]) == []


def test_no_message_raises_its_voice():
    assert [each.text for each in SPOKEN if "!" in each.text or "…?" in each.text] == []


def test_no_message_begs():
    asked = [each.text for each in SPOKEN if "please" in each.text.lower()]
    assert len(asked) <= 3, asked


def test_only_a_terminal_speaks_of_formats_tokens_and_notebooks():
    words = re.compile(r"\b(?:json|tokens?|notebooks?|xlsx|port)\b", re.IGNORECASE)
    on_pages = [
        each.text for each in SPOKEN if not all(file.startswith(AT_A_TERMINAL) for file in each.places)
    ]
    assert [text for text in on_pages if words.search(text)] == []


# ---------------------------------------------------------------- refusals


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def said(node: ast.AST) -> set[str]:
    """Return the messages handed to gettext inside a piece of code."""
    return {
        str(ast.literal_eval(call.args[0]))
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "_"
        and literal(call.args[0])
    }


def refusals(path: Path) -> Iterator[str]:
    """Yield what a module says where it refuses: in `Refused(...)`, and as the answer of a `may_...`."""
    for function in functions(path):
        told = [node.value for node in ast.walk(function) if isinstance(node, ast.Return) and node.value]
        if not function.name.startswith("may_"):
            told = [
                call.args[0]
                for call in ast.walk(function)
                if isinstance(call, ast.Call)
                and isinstance(call.func, ast.Name)
                and call.func.id == "Refused"
            ]
        named = {name.id for each in told for name in ast.walk(each) if isinstance(name, ast.Name)}
        for node in ast.walk(function):
            if (
                isinstance(node, ast.Assign)
                and {t.id for t in node.targets if isinstance(t, ast.Name)} & named
            ):
                told.append(node.value)
        for each in told:
            yield from said(each)


def test_every_refusal_says_what_was_kept_or_what_to_do_next():
    silent = []
    for path in CODE:
        if place(path).startswith(REASONS):
            continue
        for text in set(refusals(path)):
            if text.endswith((".", "”")) and not re.search(f"{KEPT}|{NEXT}", text):
                silent.append((place(path), text))
    assert silent == []


def test_the_reasons_stand_in_sentences_that_say_the_rest():
    for frame in ("No page was made from the template", "so nothing was written."):
        assert [each.text for each in SPOKEN if frame in each.text]
