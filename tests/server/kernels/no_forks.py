"""Read ahead by a warm parent, this makes its system refuse every fork, as one without memory does."""

import errno
import sys


def refuse(event: str, _arguments: tuple[object, ...]) -> None:
    if event == "os.fork":
        raise OSError(errno.EAGAIN, "Resource temporarily unavailable")


sys.addaudithook(refuse)
