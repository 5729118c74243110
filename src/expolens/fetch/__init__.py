"""The network: pages of a site into a web archive, and out of it again without a network.

`site.fetch_site` fetches, `archive.archived` and `archive.pages` read; the modules are imported by name, as fetching takes libraries that reading does not.
"""
