"""What the command says in other languages: gettext catalogues, which click reads too."""
