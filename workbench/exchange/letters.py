"""In which encoding a text file is written: told by its first bytes, by UTF-8 itself, or by its letters."""

import codecs
import unicodedata

from workbench.core.rights import Refused
from workbench.core.words import _

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESSED = ["cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "shift_jis", "gb18030",
            "euc_kr", "big5", "koi8_r", "mac_roman", "utf_16_le", "utf_16_be"]  # fmt: skip
_IN_WORDS = frozenset("‘’‚“”„«»‹›–—…•·€ªº¡¿§°\xa0\xad")  # noqa: RUF001 - these very signs are meant


def decoded(data: bytes, file: str, encoding: str | None = None) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding. Clean UTF-8 is never taken for another."""
    if encoding is not None:
        return _as(data, encoding, file), encoding
    for mark, named in _MARKS:
        if data.startswith(mark):
            return _as(data, named, file), named
    wide = _wide(data)
    if wide is not None:
        return _as(data, wide, file), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        guessed = _guess(data)
    if guessed is None:
        raise Refused(_("{file} is in an encoding that could not be recognised. Nothing was changed. Save it "
                        "as UTF-8, or name its encoding with --encoding.").format(file=file))  # fmt: skip
    return _as(data, guessed, file), guessed


def _as(data: bytes, encoding: str, file: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError as error:
        sentence = _("There is no encoding called “{name}”. Nothing was changed. Try utf-8 or cp1252.")
        raise Refused(sentence.format(name=encoding)) from error
    except UnicodeError as error:
        sentence = _("{file} is not written in {name} throughout. Nothing was changed. Save it as UTF-8.")
        raise Refused(sentence.format(file=file, name=encoding)) from error


def _wide(data: bytes) -> str | None:
    """Recognise UTF-16 without a mark: every other byte of the first letters is zero."""
    start = data[:64]
    if len(start) < 4 or len(data) % 2 or b"\0" not in start:
        return None
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if odd > len(start) // 4 and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > len(start) // 4 and odd == 0 else None


def _guess(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=_GUESSED).best()
    if best is not None and not _latin(str(best)):
        return best.encoding
    try:
        western = data.decode("cp1252")
    except UnicodeDecodeError:
        return best.encoding if best is not None else None
    beyond = {letter for letter in western if letter > "\x7f"}
    if best is None or all(letter.isalpha() or letter in _IN_WORDS for letter in beyond):
        return "cp1252"
    return best.encoding


def _latin(text: str) -> bool:
    beyond = {letter for letter in text if letter > "\x7f" and letter.isalpha()}
    return all(
        unicodedata.name(letter, "").startswith(("LATIN", "FEMININE", "MASCULINE")) for letter in beyond
    )
