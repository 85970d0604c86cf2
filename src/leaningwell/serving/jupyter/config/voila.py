"""Voila reads this file wherever it runs: as an extension of a Jupyter server, on a hub, or alone."""

from leaningwell.serving.voila_settings import configure

configure(get_config())  # type: ignore[name-defined]  # noqa: F821 - Jupyter hands this function to its configuration files
