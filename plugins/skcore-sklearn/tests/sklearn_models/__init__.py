"""Models of every sort, the data that they are fitted on, and how two of them are compared."""
