"""Small invented outlets on loopback: their stories, pages and server. Nothing here asks the network."""
