"""What went wrong on the way to a server and back, in words."""

from __future__ import annotations

import ssl

import httpcore

from expolens.errors import LookupFailed
from expolens.fetch.plan import FetchPlan

LATER = "Try again later; what was fetched is kept."
_ONLINE = (
    "Check the address and the connection to the internet, and try again; what was fetched is kept."
)
OUTAGES = (
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    httpcore.ProxyError,
)


class Outage(LookupFailed):
    """A failure that may have passed in a moment: no connection, no answer in time, an answer cut off, an error of the server."""


def broken(url: str, error: Exception, plan: FetchPlan, *, late: bool) -> LookupFailed:
    """Return the error to raise for one of OUTAGES: an Outage, but not where the whole answer was too `late` or the certificate does not hold."""
    if late:
        return LookupFailed(
            f"the page did not come within {plan.deadline:g} seconds",
            where=url,
            have="The server is too slow.",
            todo="Try again later, or save the page in a browser and bring the file.",
        )
    # httpcore drops the cause of an error and keeps it as its argument.
    reason = error.args[0] if error.args else None
    if isinstance(reason, ssl.SSLCertVerificationError):
        return LookupFailed(
            f"the site's certificate does not hold ({reason.verify_message})",
            where=url,
            todo="Check the address. Behind a company's own proxy, name its certificates: SSL_CERT_FILE=…",
        )
    return Outage(_said(error, plan), where=url, todo=_ONLINE if _never(error) else LATER)


def _never(error: Exception) -> bool:
    """Tell whether there never was a connection."""
    return isinstance(error, httpcore.ConnectTimeout | httpcore.ConnectError | httpcore.ProxyError)


def _said(error: Exception, plan: FetchPlan) -> str:
    if isinstance(error, httpcore.ProxyError):
        return f"the proxy does not let it through ({error})"
    if _never(error):
        return f"there is no connection to the site ({error})"
    if isinstance(error, httpcore.TimeoutException):
        return f"the server said nothing for {plan.read:g} seconds"
    return f"the answer broke off ({error})"
