"""The document in the formats people open: a file a format."""
