"""Build hook: the rules as a prebuilt artefact in the wheel, so that a run parses no YAML."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PackHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds `outreachlint/_pack` from `rules/`; a wrong rule fails the build."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the artefact into a temporary folder and put it into the wheel."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        try:
            from outreachlint.rules.build import build
            from outreachlint.rules.loader import first_error, load_folders
            from outreachlint.rules.pack import write_artefact
        finally:
            sys.path.remove(self.root)
        folder = load_folders([os.path.join(self.root, "rules")])
        first_error(folder)
        self._built = tempfile.mkdtemp(prefix="outreachlint-pack-")
        write_artefact(build(folder), self._built)
        build_data["force_include"][self._built] = "outreachlint/_pack"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the temporary folder."""
        built = getattr(self, "_built", None)
        if built:
            shutil.rmtree(built, ignore_errors=True)
