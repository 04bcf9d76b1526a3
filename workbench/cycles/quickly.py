"""
Spares a process the grammar of international addresses.

Reading a notebook imports jsonschema, and jsonschema builds a grammar for the formats ``iri`` and
``iri-reference`` as soon as it is imported: one second of processor, three quarters of what papermill's
import takes. No schema of a notebook asks for these formats, and jsonschema is content without them.
"""

import sys
from importlib import import_module

GRAMMAR = "rfc3987_syntax"


def spare_the_grammar() -> None:
    """Import jsonschema without the grammar, unless one of them is there already."""
    if "jsonschema" in sys.modules or GRAMMAR in sys.modules:
        return
    sys.modules[GRAMMAR] = None  # type: ignore[assignment] # that is how Python is told: not to be found
    try:
        import_module("jsonschema")
    finally:
        del sys.modules[GRAMMAR]
