"""What became of the memory that a fork no longer shares with its parent, page by page."""

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

PAGE = 4096
WORD = 8
THERE, OF_A_FILE, ITS_OWN = 1 << 63, 1 << 61, 1 << 56  # of an entry in /proc/PID/pagemap
FEW = 2


@dataclass
class Copied:
    """How many pages of 4 kB stand where, and why."""

    same_again: int = 0  # a count went up and came down
    few_words: int = 0  # one or two words of 8 bytes are others
    more: int = 0
    new: int = 0  # nothing was there before

    @property
    def all(self) -> int:
        """All pages that are the fork's own."""
        return self.same_again + self.few_words + self.more + self.new


def copied(fork: int) -> Copied:
    """Compare the pages that belong to a fork of this process alone with what stands here in their places."""
    found = Copied()
    with open(f"/proc/{fork}/mem", "rb", 0) as its, open("/proc/self/mem", "rb", 0) as ours:
        for place in _own_pages(fork):
            now, before = _read(its, place), _read(ours, place)
            if not any(before):
                found.new += 1
            elif (others := _different(now, before)) == 0:
                found.same_again += 1
            elif others <= FEW:
                found.few_words += 1
            else:
                found.more += 1
    return found


def _own_pages(process: int) -> Iterator[int]:
    with open(f"/proc/{process}/maps") as told:
        areas = [line.split()[:2] for line in told]
    with open(f"/proc/{process}/pagemap", "rb", 0) as pages:
        for area, rights in areas:
            if "w" not in rights:
                continue
            begin, end = (int(each, 16) for each in area.split("-"))
            pages.seek(begin // PAGE * WORD)
            entries = pages.read((end - begin) // PAGE * WORD)
            for number, (entry,) in enumerate(struct.iter_unpack("<Q", entries)):
                if entry & THERE and entry & ITS_OWN and not entry & OF_A_FILE:
                    yield begin + number * PAGE


def _read(memory: IO[bytes], place: int) -> bytes:
    try:
        return os.pread(memory.fileno(), PAGE, place)
    except OSError:  # nothing is there
        return b""


def _different(now: bytes, before: bytes) -> int:
    pairs = zip(struct.iter_unpack("<Q", now), struct.iter_unpack("<Q", before), strict=True)
    return sum(one != other for one, other in pairs)
