"""How sites are asked: honestly, slowly, and only where they allow it."""
