"""Notebooks are read without building a grammar that nobody asks for."""

import subprocess
import sys

CHILD = """
import sys
from workbench.cycles.templates import names, read, templates_folder
for name in names(templates_folder()):
    read(templates_folder(), name)
import jsonschema
print(*sorted({"jsonschema", "lark", "rfc3987_syntax"} & set(sys.modules)))
jsonschema.validate({"a": 1}, {"properties": {"a": {"type": "integer"}}})
import rfc3987_syntax
print(rfc3987_syntax.is_valid_syntax("iri", "http://example.org/"))
"""


def test_reading_templates_builds_no_grammar_and_takes_it_from_nobody() -> None:
    done = subprocess.run([sys.executable, "-c", CHILD], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["jsonschema", "True"]
