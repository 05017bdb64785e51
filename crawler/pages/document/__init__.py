"""A captured page: its decoded text, its tree, the lines people see, its metadata, the JSON in scripts."""
