"""Put the front-end assets into every wheel, so that installing one needs no Node."""

import importlib.util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        path = Path(self.root) / "tools" / "build_frontend.py"
        spec = importlib.util.spec_from_file_location("build_frontend", path)
        if spec is None or spec.loader is None:
            raise FileNotFoundError(path)
        frontend = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(frontend)
        frontend.build()
        build_data["artifacts"].append("src/maven/ui/static/ui/vendor/**")
