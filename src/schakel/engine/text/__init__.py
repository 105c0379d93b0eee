"""Text: out of files, in which language, in which sections."""
