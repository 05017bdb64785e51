"""Page classes of content management systems, one file each, found by the registry: no list names them."""
