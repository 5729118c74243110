"""Sources to records: rows in, rows out; and a list by itself, brought and written clean.

The modules are imported by name: a list by itself needs no tables.
"""
