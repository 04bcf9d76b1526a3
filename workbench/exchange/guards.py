"""
How a cell is made safe in a file, so that reading the file undoes it exactly.

CSV. A spreadsheet runs a cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return
as a formula. A text that begins so, after any number of apostrophes, is written with one more
apostrophe in front; reading takes one apostrophe away from a text of that shape. So ``=1+1`` is written
``'=1+1``, ``'=1+1`` is written ``''=1+1``, and every text comes back as it was. A plain number such as
``-1`` or ``+2.5`` runs nothing and stays as it is, also behind apostrophes. The full-width forms of the
signs, which some spreadsheets read likewise, count too.

XLSX. Every cell is typed as text, so that nothing runs. Characters that XML cannot hold are written
``_xHHHH_``, as spreadsheets themselves do; an underscore that only looks like the start of such an
escape is written ``_x005F_``.
"""

import re

_STARTS = "=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20"
_RUNS = re.compile(rf"'*(?![+-][0-9]+(?:[.,][0-9]+)?\Z)[{_STARTS}]")
_UNSPEAKABLE = "\x00-\x08\x0b-\x1f\ufffe\uffff"
_TO_ESCAPE = re.compile(rf"_(?=x[0-9A-Fa-f]{{4}}(?:_|[{_UNSPEAKABLE}]))|[{_UNSPEAKABLE}]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def guarded(text: str) -> str:
    """Return a text as it is written into a CSV cell."""
    return f"'{text}" if _RUNS.match(text) else text


def unguarded(cell: str) -> str:
    """Return the text that a CSV cell stands for."""
    return cell[1:] if cell.startswith("'") and _RUNS.match(cell) else cell


def escaped(text: str) -> str:
    """Return a text as it is written into an XLSX cell."""
    return _TO_ESCAPE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def unescaped(cell: str) -> str:
    """Return the text that an XLSX cell stands for."""
    return _ESCAPED.sub(_character, cell) if "_x" in cell else cell


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return found[0] if 0xD800 <= code <= 0xDFFF else chr(code)
