"""What a page gives to doubt its reading; crawler/confidence_model.py makes one number of it."""
