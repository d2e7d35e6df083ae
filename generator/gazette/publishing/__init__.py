"""What is published stays: what may be replaced, what is taken over, what is put in place."""
