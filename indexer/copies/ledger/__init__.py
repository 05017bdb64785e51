"""The file that holds what is known of copies: fed from the store's changes, made anew, read, written."""
