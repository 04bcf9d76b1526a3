"""
Where words on screen stand outside Python, for Babel: protocols (TOML) and the text cells of notebooks.

`make words` gathers them, with those of the code, in `templates/locale/workbench.pot`.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from typing import IO, Any

from workbench.core.words import paragraphs

SHOWN = ("name", "purpose", "title", "prompt", "guard")  # the keys of a protocol whose texts are shown
Message = tuple[int, str, str, list[str]]


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


def notebooks(file: IO[bytes], *_settings: object, **_others: object) -> Iterator[Message]:
    """Yield each paragraph of a notebook's text cells, a title without its mark."""
    for cell in json.load(file)["cells"]:
        if cell["cell_type"] == "markdown":
            for _mark, words in paragraphs("".join(cell["source"])):
                yield 1, "", words, []
