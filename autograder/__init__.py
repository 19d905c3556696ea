"""Hidden suites, the box that student code runs in, and the way to nbgrader's gradebook."""

import sys

# nbformat's JSON schemas would have jsonschema build dozens of grammars for a format that no notebook uses: two seconds
# of processor time in every process. Without the package jsonschema leaves that one format unchecked.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
