"""
Every word on screen passes through here.

The language is taken from ``WORKBENCH_LANGUAGE``, else from the system's own settings; a language
that has no catalogue in ``templates/locale`` falls back to English.
"""

import gettext
import os
from functools import cache

from workbench.content import content

DOMAIN = "workbench"


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Return the catalogue of a language, or one that returns English unchanged."""
    languages = [language] if language else None
    return gettext.translation(DOMAIN, content("templates", "locale"), languages=languages, fallback=True)


def _(text: str) -> str:
    """Return the text in the reader's language."""
    return catalogue(os.environ.get("WORKBENCH_LANGUAGE", "")).gettext(text) if text else ""


def ngettext(one: str, many: str, count: int) -> str:
    """Return the singular or plural text for a count, in the reader's language."""
    return catalogue(os.environ.get("WORKBENCH_LANGUAGE", "")).ngettext(one, many, count)
