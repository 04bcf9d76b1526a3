"""
Where the templates, the standing notebooks and the example community are.

In a wheel they ride inside the package as `workbench/_content/...`; in a checkout they stand beside it.
Whether `_content` is there is the only question asked.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_PACKED = _PACKAGE / "_content"


def content(*parts: str) -> Path:
    """
    Return the path of something that ships with the workbench.

    >>> content("templates", "notebooks").name
    'notebooks'
    """
    base = _PACKED if _PACKED.is_dir() else _PACKAGE.parent
    return base.joinpath(*parts)
