"""
Fills the holes in a process's memory before it is forked.

What a fork makes new would otherwise go into what is free between the parent's objects: each such place is
a page that has to be copied for it alone. Once the holes are filled, a fork's objects lie together on
pages of its own, and the parent's stay shared.
"""

from resource import RUSAGE_SELF, getrusage

SMALL = tuple(range(48, 513, 16))
"""Sizes of which Python keeps pools of its own."""
LARGE = (600, 800, 1_100, 1_500, 2_100, 3_000, 4_500)
HEAD = 33  # bytes that an object of bytes takes beside its content
BATCH = 64 * 1024  # bytes
MOST = 6 * 1024 * 1024  # bytes for each size


def fill() -> list[list[bytes]]:
    """Fill free places of each size until fresh memory is taken; return what has to be kept."""
    return [_filled(size) for size in (*LARGE, *SMALL)]


def _filled(size: int) -> list[bytes]:
    kept: list[bytes] = []
    each = max(1, BATCH // size)
    for _batch in range(MOST // BATCH):
        before = getrusage(RUSAGE_SELF).ru_minflt
        kept += [bytes(size - HEAD) for _one in range(each)]
        if getrusage(RUSAGE_SELF).ru_minflt - before >= BATCH // 4096 - 2:
            break
    return kept
