"""
Every word on screen passes through here.

The language is taken from ``WORKBENCH_LANGUAGE``, else from the system's own settings; a language
that has no catalogue in ``templates/locale`` falls back to English. ``WORKBENCH_LOCALE`` names another
folder of catalogues, for someone who translates and wants to look at it.
"""

import gettext
import os
import re
from collections.abc import Iterator
from functools import cache

from workbench.content import content

DOMAIN = "workbench"
FROM_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_TITLE = re.compile(r"(#+ )?(.*)", re.DOTALL)


@cache
def _read(language: str, folder: str) -> gettext.NullTranslations:
    where = folder or content("templates", "locale")
    languages = [language] if language else None
    return gettext.translation(DOMAIN, where, languages=languages, fallback=True)


def catalogue() -> gettext.NullTranslations:
    """Return the catalogue of the language in use, or one that returns English unchanged."""
    return _read(os.environ.get("WORKBENCH_LANGUAGE", ""), os.environ.get("WORKBENCH_LOCALE", ""))


def _(text: str) -> str:
    """Return the text in the reader's language."""
    return catalogue().gettext(text) if text else ""


def ngettext(one: str, many: str, count: int) -> str:
    """Return the singular or plural text for a count, in the reader's language."""
    return catalogue().ngettext(one, many, count)


def language() -> str:
    """Return the code of the language in use, as a page's ``lang`` names it: ``en``, ``ar``, ``pt-BR``."""
    return catalogue().info().get("language", "en").replace("_", "-")


def direction() -> str:
    """Return how the language in use runs, as a page's ``dir`` names it: ``ltr`` or ``rtl``."""
    return "rtl" if language().partition("-")[0] in FROM_RIGHT_TO_LEFT else "ltr"


class FrameWords:
    """What the page's frame takes as ``resources.words``: English comes back in the language in use."""

    def get(self, text: str, _otherwise: str = "") -> str:
        """Return the text in the language in use."""
        return _(text)


def paragraphs(text: str) -> Iterator[tuple[str, str]]:
    """Yield each paragraph of a notebook's text cell: the mark of its title, if it is one, and its words."""
    for paragraph in text.split("\n\n"):
        title = _TITLE.fullmatch(" ".join(paragraph.split()))
        assert title is not None
        yield title[1] or "", title[2]


def text_cell(text: str) -> str:
    """Return a notebook's text cell in the language in use; without a catalogue it stays as it is."""
    told = [(mark, words, _(words)) for mark, words in paragraphs(text)]
    if all(words == said for _mark, words, said in told):
        return text
    return "\n\n".join(f"{mark}{said}" for mark, _words, said in told)
