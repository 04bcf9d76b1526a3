"""What a warm parent prepares, and where forking is safe at all."""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LARGEST = 200_000  # bytes of a message between server, parent and fork; an environment is most of it
KEPT = {
    "PATH",
    "HOME",
    "USER",
    "LOGNAME",
    "LANG",
    "LANGUAGE",
    "TZ",
    "TMPDIR",
    "IPYTHONDIR",
    "VIRTUAL_ENV",
    "LD_LIBRARY_PATH",
}
# numpy starts no thread of its own before a fork
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL")}


def possible() -> bool:
    """
    Say whether forking is safe here: other systems start threads of their own, or cannot fork.

    ``WORKBENCH_KERNELS=normal`` in a room's environment starts every kernel in the normal way.
    """
    wanted = os.environ.get("WORKBENCH_KERNELS") != "normal"
    return wanted and sys.platform == "linux" and hasattr(os, "pidfd_open")


@dataclass(frozen=True)
class Kind:
    """
    What a warm parent prepares.

    Modules that it imports, arguments of its kernels, a function that it calls once (``module:function``),
    and what it may know of the environment.
    """

    modules: tuple[str, ...] = ()
    argv: tuple[str, ...] = ()
    rehearse: str = ""
    environ: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(
        cls,
        environ: Mapping[str, str],
        *,
        modules: Sequence[str] = (),
        argv: Sequence[str] = (),
        rehearse: str = "",
        keep: Sequence[str] = (),
    ) -> "Kind":
        """Return the kind that fits an environment; of it the parent learns only what nobody has to hide."""
        known = {
            name: value
            for name, value in environ.items()
            if name in KEPT or name in keep or name.startswith(("LC_", "PYTHON"))
        }
        return cls(tuple(modules), tuple(argv), rehearse, tuple(sorted((ONE_THREAD | known).items())))
