"""A captured page: its text decoded, its tree, the lines people see, its metadata and the JSON in its scripts."""
