"""One line a stage with count and time, a bar on anything over a second; plain when piped."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console

console = Console(stderr=True, highlight=False)


@contextmanager
def stage(name: str) -> Iterator[Callable[[str, bool], None]]:
    """Show the stage `name` at work; call what is yielded with its count, and whether it was taken over from before."""
    began = monotonic()
    said: list[str] = []

    def say(count: str, taken: bool) -> None:  # noqa: FBT001 - the contract of the pipeline
        spent = "unchanged" if taken else f"{monotonic() - began:.1f} s"
        said.append(f"  {name:<10}{count:<56}{spent:>10}")

    if sys.stderr.isatty():
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("  {task.description:<10}"), BarColumn(), TimeElapsedColumn())
        with Progress(*columns, console=console, transient=True) as bar:
            bar.add_task(name, total=None)
            yield say
    else:
        yield say
    for line in said:
        console.print(line, markup=False, soft_wrap=True)
