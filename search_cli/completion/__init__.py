"""What a shell offers on Tab: fields and values of queries, names, and the scripts for three shells."""
