"""The room's log in a file, so that it does not scroll away what stands on the screen."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from workbench.core.words import _
from workbench.server.redaction import redact

MOST_BYTES, OLDER = 1_000_000, 2
LINE = "[%(levelname)s %(asctime)s] %(message)s"


def log_file(folder: Path) -> Path:
    """Return where the log of a workspace lies."""
    return folder / "room.log"


class Screen(logging.Handler):
    """Says on the screen, once, that something went wrong; and each time that the room cannot go on."""

    def __init__(self, file: Path) -> None:
        super().__init__(logging.ERROR)
        self.file = file
        self.said = False

    def emit(self, record: logging.LogRecord) -> None:
        """Say it in a sentence."""
        if record.levelno >= logging.CRITICAL:
            self.say(record.getMessage())
        elif not self.said:
            sentence = _("Something went wrong in the room, which stays open. What it was stands in {file}.")
            self.say(sentence.format(file=self.file))
            self.said = True

    @staticmethod
    def say(text: str) -> None:
        """Write a line on the screen, whatever it can show."""
        encoding = sys.stderr.encoding or "utf-8"
        sys.stderr.write(f"{text}\n".encode(encoding, "backslashreplace").decode(encoding))
        sys.stderr.flush()


class Logbook(RotatingFileHandler):
    """A file of a bounded size, readable by its owner only; what is older goes into two more, then away."""

    def __init__(self, file: Path) -> None:
        super().__init__(file, maxBytes=MOST_BYTES, backupCount=OLDER, encoding="utf-8")
        self.setLevel(logging.WARNING)
        self.setFormatter(logging.Formatter(LINE))
        self.full = False

    def _open(self) -> TextIOWrapper:
        handle = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        if sys.platform != "win32":
            os.fchmod(handle, 0o600)
        return TextIOWrapper(os.fdopen(handle, "ab"), encoding=self.encoding, errors="backslashreplace")

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name is logging's
        """Say once that the log cannot be kept: a disk may be full."""
        if not self.full:
            sentence = _("The log of the room cannot be written to {file}. Look whether the disk is full.")
            Screen.say(sentence.format(file=self.baseFilename))
            self.full = True


@contextmanager
def kept(log: logging.Logger, file: Path | None) -> Iterator[None]:
    """
    Keep what a logger and all others say in a file instead of on the screen, without what opens doors.

    Where no file is named, everything stays as it is.
    """
    if file is None:
        yield
        return
    root = logging.getLogger()
    handlers: list[logging.Handler] = [Logbook(file), Screen(file)]
    before = [(each, list(each.handlers)) for each in (log, root)]
    for each, _old in before:
        each.handlers[:] = handlers
        redact(each)
    logging.captureWarnings(True)
    try:
        yield
    finally:
        logging.captureWarnings(False)
        for each, old in before:
            each.handlers[:] = old
        for handler in handlers:
            with suppress(OSError, ValueError):  # a full disk has been told of already
                handler.close()
