"""Making the changes that findings propose: which go together, in rounds, into the file."""
