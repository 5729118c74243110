"""Turn arguments into a verb, and what can go wrong into one clear message and an exit code.

0 ok, 1 findings where --strict asks, 2 bad input or usage, 3 an outside source failed, 130 interrupted.
"""

from __future__ import annotations

import gc
import io
import sys
from collections.abc import Sequence

from cyclopts import App, CycloptsError

from expolens import __version__
from expolens.cli.verbs import ALL
from expolens.errors import ExpolensError

INTERRUPTED = 130
_COLLECTED = (50_000, 20, 20)
"""How often unreachable cycles are looked for: tables of hundreds of thousands of cells hold none, and Python's own setting takes a tenth of a run."""

app = App(
    name="expolens",
    help="Cross-sectional studies of an industry: from a conference's exhibitor list to a report whose every number holds.",
    version=__version__,
    help_format="plaintext",
    help_epilogue="Start with `expolens demo`, then `expolens new mystudy --from list.xlsx`.",
    # Ctrl-C is told of below.
    suppress_keyboard_interrupt=False,
)
for verb in ALL:
    app.command(verb, help_epilogue="")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code; `arguments` default to the program's own."""
    gc.set_threshold(*_COLLECTED)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A console that cannot show a character shows its number instead of failing.
            stream.reconfigure(errors="backslashreplace")
    try:
        code = app(
            list(sys.argv[1:] if arguments is None else arguments),
            exit_on_error=False,
            print_error=False,
            result_action="return_value",
        )
    except CycloptsError as error:
        print(f"expolens: {error}\nSee `expolens --help`.", file=sys.stderr)
        return 2
    except ExpolensError as error:
        _show(error)
        return error.exit_code
    except KeyboardInterrupt:
        print(
            "\nInterrupted; everything is as it was before. Run it again to go on.",
            file=sys.stderr,
            flush=True,
        )
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    return int(code or 0)


def _show(error: ExpolensError) -> None:
    head = f"{error.where}: {error.what}" if error.where else error.what
    lines = [f"Error: {head}", *(f"  {part}" for part in (error.have, error.todo) if part)]
    print("\n".join(lines), file=sys.stderr)
