"""What a collection of texts is asked as a corpus: words in context, what stands near them, samples."""
