"""The command ``workbench``, also as ``python -m workbench``."""

from workbench.cli.app import app


def main() -> None:
    """Run the command line."""
    app(prog_name="workbench")


if __name__ == "__main__":
    main()
