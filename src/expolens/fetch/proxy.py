"""The proxy that the environment or the system names for a URL."""

from __future__ import annotations

from urllib.request import getproxies, proxy_bypass


def environment_proxy(scheme: str, host: str) -> str:
    """Return the proxy for a host ("http://proxy:3128"), "" where none is to be used: HTTPS_PROXY, NO_PROXY and the settings of Windows and macOS."""
    proxies = getproxies()
    proxy = proxies.get(scheme) or proxies.get("all") or ""
    if not proxy or proxy_bypass(host):
        return ""
    return proxy if "://" in proxy else f"http://{proxy}"
