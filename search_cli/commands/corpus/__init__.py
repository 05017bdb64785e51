"""Commands that take the hits as a corpus of texts: words in context, collocations, samples, crosstabs."""
