"""Arithmetic a reviewer can check, exact from whole numbers and decimals."""
