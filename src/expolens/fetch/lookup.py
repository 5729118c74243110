"""Names to addresses, in bounded time."""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Sequence

from expolens.errors import LookupFailed

_SECONDS = 15.0
Answer = list[str] | OSError | UnicodeError


def looked_up(host: str, port: int) -> Sequence[str]:
    """Return the addresses of a host as the system knows them, in its order; LookupFailed where it knows none or takes too long.

    The system's own look-up has no time limit, so that it runs in a thread which is left behind when it is late.
    """
    answers: queue.SimpleQueue[Answer] = queue.SimpleQueue()
    threading.Thread(target=_ask, args=(host, port, answers), daemon=True).start()
    try:
        answer = answers.get(timeout=_SECONDS)
    except queue.Empty:
        raise LookupFailed(
            f"no answer who {host} is within {_SECONDS:.0f} seconds", todo=_TODO
        ) from None
    if isinstance(answer, list):
        return answer
    raise LookupFailed(f"there is no host {host}", have=f"The system says: {answer}.", todo=_TODO)


_TODO = "Check the address and the connection to the internet."


def _ask(host: str, port: int, answers: queue.SimpleQueue[Answer]) -> None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        answers.put(error)
    else:
        answers.put(list(dict.fromkeys(str(address[4][0]) for address in found)))
