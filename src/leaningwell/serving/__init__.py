"""Serving: one Jupyter server for Lab and lessons, and how Voila shows a lesson."""

import sys

# jsonschema takes a parser of international addresses if there is one. To build it takes longer than anything else at
# a server's start, and 18 MB where it is imported, and no schema of Jupyter's asks for it. None says that it is not
# there.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
