"""Puts the bundle of the front end into a wheel, where it can be made; without it the pages load the modules."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent / "src"))

from leaningwell.serving import bundle, bundling  # noqa: E402


class Bundle(BuildHookInterface):
    """Runs before the files of a wheel are gathered."""

    def dependencies(self) -> list[str]:
        """What is installed for the build, and for it alone."""
        return bundling.needs()

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the bundle. What git ignores is left out of a wheel unless it is named."""
        if not bundle.is_wanted():
            return
        try:
            bundling.make()
        except (bundling.CannotBundle, OSError) as error:
            self.app.display_warning(f"The pages will load their modules one by one: {error}.")
        else:
            build_data["artifacts"].append("/src/leaningwell/bundle/")
