"""Page classes of content management systems, one file each; the registry finds them by their `recognises`."""
