"""The words of DESIGN, a file a noun: frozen dataclasses, standard library only."""
