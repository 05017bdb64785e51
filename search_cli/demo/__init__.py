"""A small invented outlet on loopback: its stories, its pages, its server. Nothing here asks the network."""
