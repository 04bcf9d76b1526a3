"""Disks of which a test may say when they are full or for reading only. They are made by root alone."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def _run(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


class Disk:
    """A small disk in memory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self) -> None:
        """Leave no room at all."""
        descriptor = os.open(self.folder / "filler", os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            while True:
                os.write(descriptor, b"x" * 4096)
        except OSError:
            return
        finally:
            os.close(descriptor)

    def make_room(self) -> None:
        (self.folder / "filler").unlink()

    def only_for_reading(self, yes: bool) -> None:
        assert _run("mount", "-o", f"remount,{'ro' if yes else 'rw'}", str(self.folder))


@contextmanager
def a_disk(folder: Path, megabytes: int) -> Iterator[Disk]:
    folder.mkdir()
    options = ["-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "none", str(folder)]
    if sys.platform != "linux" or os.geteuid() != 0 or not _run("mount", *options):
        pytest.skip("Only root can make a disk for this, and only where mounting is allowed.")
    try:
        yield Disk(folder)
    finally:
        _run("umount", "-l", str(folder))


@contextmanager
def unchangeable(file: Path) -> Iterator[None]:
    """Let nobody write to a file."""
    if sys.platform != "linux":
        pytest.skip("Only Linux has chattr, by which a file is closed to root.")
    if os.geteuid() != 0:
        file.chmod(0o400)
        yield
        file.chmod(0o600)
        return
    if not _run("chattr", "+i", str(file)):
        pytest.skip("This file system cannot close a file to root.")
    try:
        yield
    finally:
        _run("chattr", "-i", str(file))
