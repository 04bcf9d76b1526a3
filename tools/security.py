"""Writes SECURITY.md anew from what the room itself says: ``python -m tools.security``."""

from pathlib import Path

from workbench.server.what_happens import as_markdown

ROOT = Path(__file__).resolve().parents[1]

if __name__ == "__main__":
    (ROOT / "SECURITY.md").write_text(as_markdown(), "utf-8")
