"""How Voila serves a lesson, on every host.

`jupyter/config/voila.py` calls ``configure``; Voila finds that file on Jupyter's configuration paths.
"""

from __future__ import annotations

from traitlets.config import Config

from .culling import cull_idle_kernels
from .errors import guard_error_pages
from .frontend import hand_out_front_end
from .page import prepare_page
from .rendering import change_rendering

# Voila would otherwise load every extension that JupyterLab has, and some fail in a page without Lab.
EXTENSIONS = ["anywidget", "@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8"]


def configure(c: Config) -> None:
    """Sets in ``c`` everything a lesson page relies on."""
    voila = c.VoilaConfiguration
    voila.template = "leaningwell"
    # Nobody chooses another look by a query string: other templates fetch fonts and scripts from elsewhere.
    voila.allow_template_override = "NO"
    voila.allow_theme_override = "NO"
    # /voila/files asks for no login, and keys and answers lie beside the notebooks: serve nothing there.
    voila.file_allowlist = []
    voila.show_tracebacks = False
    voila.strip_sources = True
    # A warmed kernel would pass one visitor's address on to the next.
    voila.preheat_kernel = False
    voila.extension_allowlist = EXTENSIONS
    voila.prelaunch_hook = prepare_page
    hand_out_front_end()
    change_rendering()
    guard_error_pages()
    # Heard by a Voila that runs alone; a Jupyter server takes this from its own configuration.
    cull_idle_kernels(c)
