"""Hands out the front end, from ``leaningwell/frontend/``, at the address that Voila has for a template's files.

Voila looks for them only below Jupyter's data folders, where an installed package has a copy and one that is worked on
has an old one. So our template's files are looked for in the package first.

Nor does a browser ever mix old modules with new ones after an update. Without a word from the server, it keeps a module
for as long as it guesses. So each is sent with the order to ask again before using it, and the answer is only “still
the same” unless the file has changed. Voila names no setting for either: the two methods below are those with which a
Tornado handler says it, given to the handler of template files.
"""

from __future__ import annotations

from voila import paths, static_file_handler
from voila.static_file_handler import TemplateStaticFileHandler

from .modules import FRONT_END

TEMPLATE = "leaningwell"


def _places(app_names: list[str], template_name: str = "default", *more: str) -> list[str]:
    elsewhere = paths.collect_static_paths(app_names, template_name, *more)
    return [str(FRONT_END), *elsewhere] if template_name == TEMPLATE else elsewhere


def _etag_of_the_file_as_it_is(handler: TemplateStaticFileHandler) -> str:
    # Tornado would remember the first one until the server ends; on a hub an update comes while servers run.
    return f'"{handler.get_content_version(handler.absolute_path)}"'


def _ask_again(handler: TemplateStaticFileHandler, path: str) -> None:
    handler.set_header("Cache-Control", "no-cache")


def hand_out_front_end() -> None:
    """Applies to every file of a Voila template that this process serves from now on."""
    static_file_handler.collect_static_paths = _places
    TemplateStaticFileHandler.compute_etag = _etag_of_the_file_as_it_is
    TemplateStaticFileHandler.set_extra_headers = _ask_again
