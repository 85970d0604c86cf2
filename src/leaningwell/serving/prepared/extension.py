"""Adds prepared pages to a Jupyter server: the one of `leaningwell open`, a hub's, Binder's.

Jupyter loads it by its name, from ``jupyter_server_config.d``, before Voila's own extension: who comes first has the
address.
"""

from __future__ import annotations

import atexit
from pathlib import Path
from typing import Any

from jupyter_server.serverapp import ServerApp
from jupyter_server.utils import url_path_join
from voila.configuration import VoilaConfiguration
from voila.paths import collect_template_paths
from voila.server_extension import load_config_file

from ..address import RENDERED
from ..frontend import TEMPLATE
from .files import Bundled, FrontEndFile
from .handlers import Ask, PreparedPage, Search
from .rates import Rates
from .service import Prepared


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    configuration = VoilaConfiguration(parent=server)
    if found := load_config_file():
        configuration.update_config(found)
    prepared = Prepared(Path(server.root_dir))
    atexit.register(prepared.close)  # Jupyter tells an extension of this kind nothing when it stops
    base = server.web_app.settings["base_url"]
    kwargs = {
        "config": server.config,
        "template_paths": collect_template_paths(["voila", "nbconvert"], configuration.template),
        "voila_configuration": configuration,
    }
    server.web_app.add_handlers(".*$", handlers(base, prepared, kwargs))
    # A server that opens with a page, as a learner's own does, soon has somebody who waits for it.
    first = server.default_url.partition(RENDERED)[2]
    if first:
        server.io_loop.add_callback(prepared.warm_up, first)


def handlers(
    base: str, prepared: Prepared, voila: dict[str, Any], rates: Rates | None = None
) -> list[tuple[str, type, dict[str, Any]]]:
    """The addresses below ``base``; ``voila`` is what Voila gives its own handler of pages."""
    static = f"/voila/templates/{TEMPLATE}/static"
    return [
        (url_path_join(base, static, r"/bundle/([\w-]+\.(?:css|js))"), Bundled, {}),
        (url_path_join(base, static, "/(.+)"), FrontEndFile, {}),
        (url_path_join(base, f"{RENDERED}(.*)"), PreparedPage, {"prepared": prepared, **voila}),
        (url_path_join(base, r"/leaningwell/ask/(.+)/([\w-]+)"), Ask, {"prepared": prepared, "rates": rates}),
        (url_path_join(base, r"/leaningwell/search/(.+)"), Search, {"prepared": prepared}),
    ]
