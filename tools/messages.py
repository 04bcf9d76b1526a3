"""
Where words on screen stand, for Babel: calls of gettext, protocols and examples (TOML), texts of notebooks.

`make words` gathers them, with those of the code, in `templates/locale/workbench.pot`.
"""

import ast
import json
import tomllib
from collections.abc import Iterator, Mapping
from typing import IO, Any

from workbench.core.words import paragraphs

SHOWN = ("name", "purpose", "title", "prompt", "guard")  # the keys of a protocol whose texts are shown
GETTEXT = {"_": 1, "ngettext": 2}  # how many texts each is given
Message = tuple[int, str, str | tuple[str, ...], list[str]]


def python(file: IO[bytes], *_settings: object, **_others: object) -> Iterator[Message]:
    """Yield what is handed to gettext, also inside formatted literals, where Babel's own does not look."""
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GETTEXT:
            given = node.args[: GETTEXT[node.func.id]]
            said = tuple(str(each.value) for each in given if isinstance(each, ast.Constant))
            if len(said) == GETTEXT[node.func.id]:
                yield node.lineno, node.func.id, said if len(said) > 1 else said[0], []


def protocols(file: IO[bytes], *_settings: object, **_others: object) -> Iterator[Message]:
    """Yield what a protocol says on screen: its name and purpose, and the words of each of its stages."""
    told: Mapping[str, Any] = tomllib.load(file)
    for key in SHOWN:
        if key in told:
            yield 1, "", told[key], []
    for stage in told.get("stages", ()):
        for key in SHOWN[2:]:  # a stage's own name is for programs
            if key in stage:
                yield 1, "", stage[key], []


def examples(file: IO[bytes], *_settings: object, **_others: object) -> Iterator[Message]:
    """Yield all that the examples of a profession say."""
    told: Mapping[str, Any] = tomllib.load(file)
    parts = told["component"]
    each = [criterion for part in parts for criterion in part["criterion"]]
    said = [told["name"], told["whole"], *(part["name"] for part in parts)]
    said += [criterion[key] for criterion in each for key in ("wording", "lack")]
    said += [label for criterion in each for label in criterion["labels"]]
    yield from ((1, "", text, []) for text in said)


def notebooks(file: IO[bytes], *_settings: object, **_others: object) -> Iterator[Message]:
    """Yield each paragraph of a notebook's text cells, a title without its mark."""
    for cell in json.load(file)["cells"]:
        if cell["cell_type"] == "markdown":
            for _mark, words in paragraphs("".join(cell["source"])):
                yield 1, "", words, []
