"""Sees to it that a browser never mixes the front end's old modules with new ones after an update.

Without a word from the server, a browser keeps a module for as long as it guesses. So each is sent with the order to
ask again before using it, and the answer is only “still the same” unless the file has changed. Voila names no setting
for that. These are the two methods with which a Tornado handler says it, given to the handler of template files.
"""

from __future__ import annotations

from voila.static_file_handler import TemplateStaticFileHandler


def _etag_of_the_file_as_it_is(handler: TemplateStaticFileHandler) -> str:
    # Tornado would remember the first one until the server ends; on a hub an update comes while servers run.
    return f'"{handler.get_content_version(handler.absolute_path)}"'


def _ask_again(handler: TemplateStaticFileHandler, path: str) -> None:
    handler.set_header("Cache-Control", "no-cache")


def keep_modules_fresh() -> None:
    """Applies to every file of a Voila template that this process serves from now on."""
    TemplateStaticFileHandler.compute_etag = _etag_of_the_file_as_it_is
    TemplateStaticFileHandler.set_extra_headers = _ask_again
