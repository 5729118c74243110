"""The shelf: declared tables in and out, hashes, atomic replacement; `where` to SQL."""
