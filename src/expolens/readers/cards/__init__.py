"""What repeats on a page and is no table: its cards, found without being told where, and read by a recipe that a person can correct."""
