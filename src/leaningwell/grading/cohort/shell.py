"""An IPython shell without a kernel, which keeps what a cell says as a notebook would."""

from __future__ import annotations

import base64
import io
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type

MOST_OUTPUTS = 1000


class Said(io.TextIOBase):
    """What is printed and shown while a cell runs. ``most``: so many characters; then stands ``left_out``, once."""

    def __init__(self, most: int, left_out: str):
        self.most, self.left_out = most, left_out
        self.outputs: list[dict[str, Any]] = []
        self._size = 0

    def begin(self) -> None:
        """Forget what was said before."""
        self.outputs, self._size = [], 0

    def stream(self, name: str, text: str) -> None:
        """Keep a text."""
        if not self._room(len(text)):
            return
        last = self.outputs[-1] if self.outputs else None
        if last and last["output_type"] == "stream" and last["name"] == name:
            last["text"] += text
        else:
            self.outputs.append({"output_type": "stream", "name": name, "text": text})

    def add(self, output: dict[str, Any], always: bool = False) -> None:
        """Keep an output. A result or an error is kept ``always``: there is one at most of each."""
        if always or self._room(len(str(output))):
            self.outputs.append(output)

    def _room(self, size: int) -> bool:
        before, self._size = self._size, self._size + size
        full = self._size > self.most or len(self.outputs) >= MOST_OUTPUTS
        if full and before <= self.most:
            self._size = max(self._size, self.most + 1)
            self.outputs.append({"output_type": "stream", "name": "stdout", "text": f"\n{self.left_out}\n"})
        return not full


class Stream(io.TextIOBase):
    """Takes the place of ``sys.stdout`` or ``sys.stderr``."""

    encoding = "utf-8"

    def __init__(self, said: Said, name: str):
        self._said, self._name = said, name

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, text: str) -> int:
        """Keep the text, with what no JSON could hold made visible."""
        self._said.stream(self._name, str(text).encode("utf-8", "backslashreplace").decode())
        return len(text)


def shown(bundle: dict[str, Any]) -> dict[str, Any]:
    """A bundle of pictures and texts as a notebook holds it: pictures as text."""
    return {
        kind: base64.b64encode(value).decode() if isinstance(value, bytes) else value for kind, value in bundle.items()
    }


class _Publisher(DisplayPublisher):
    shell: Any

    def publish(self, data: Any, metadata: Any = None, source: Any = None, **about: Any) -> None:
        self.shell.said.add({"output_type": "display_data", "data": shown(data), "metadata": metadata or {}})

    def clear_output(self, wait: bool = False) -> None:
        self.shell.said.outputs = []


class _Hook(DisplayHook):
    """Keeps the value of a cell's last line."""

    shell: Any

    def __call__(self, result: Any = None) -> None:
        hook: Any = super()
        if result is None or hook.quiet():
            return
        data, metadata = hook.compute_format_data(result)
        hook.update_user_ns(result)
        hook.fill_exec_result(result)
        if data:
            about = {"data": shown(data), "metadata": metadata, "execution_count": self.prompt_count}
            self.shell.said.add({"output_type": "execute_result", **about}, always=True)


class Shell(InteractiveShell):
    """Runs cells. What they say goes to ``said``."""

    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)
    said: Said

    def run(self, source: str, kept: bool = True) -> None:
        """Run a cell; ``kept``: as one of the notebook's."""
        run: Any = self.run_cell
        run(source, store_history=kept)

    def ask_exit(self) -> None:
        """An `exit()` ends nothing here, as when a whole notebook is run."""

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        name, text = getattr(etype, "__name__", "Error"), str(evalue)
        self.said.add({"output_type": "error", "ename": name, "evalue": text, "traceback": list(stb)}, always=True)


def new_shell() -> Shell:
    """A shell that writes nothing to disk. Made before any fork, since it takes a while."""
    from traitlets.config import Config

    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.xmode = "Plain"
    return Shell.instance(config=config, user_ns={})
