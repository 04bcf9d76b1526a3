"""
Fills the holes in a process's memory before it is forked.

What a fork makes new would otherwise go into what is free between the parent's objects: each such place is
a page that has to be copied for it alone. Once the holes are filled, a fork's objects lie together on
pages of its own, and the parent's stay shared.
"""

import ctypes
from collections.abc import Callable
from resource import RUSAGE_SELF, getrusage
from typing import Any

POOLED = range(48, 513, 16)
"""Sizes of which Python keeps pools of its own."""
PLAIN = (*range(24, 1_033, 16), 1_500, 2_100, 3_000, 4_500)
"""Sizes that the system's own allocator hands out, to Python and to what is written in C, as SQLite is."""
HEAD = 33  # bytes that an object of bytes takes beside its content
BATCH = 64 * 1024  # bytes
MOST = 4 * 1024 * 1024  # bytes for each size
FRESH = BATCH // 4096 - 2  # pages that a batch takes where all of it is fresh


def fill() -> list[Any]:
    """Fill free places of each size until fresh memory is taken; return what has to be kept."""
    plain = ctypes.pythonapi.PyMem_RawMalloc
    plain.restype, plain.argtypes = ctypes.c_void_p, (ctypes.c_size_t,)
    kept: list[Any] = [_until_fresh(size, plain) for size in PLAIN]
    kept += [_until_fresh(size, lambda size: bytes(size - HEAD)) for size in POOLED]
    return kept


def _until_fresh(size: int, give: Callable[[int], Any]) -> list[Any]:
    kept: list[Any] = []
    each = max(1, BATCH // size)
    for _batch in range(MOST // BATCH):
        before = getrusage(RUSAGE_SELF).ru_minflt
        kept += [give(size) for _one in range(each)]
        if getrusage(RUSAGE_SELF).ru_minflt - before >= FRESH:
            break
    return kept
