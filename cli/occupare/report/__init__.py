"""Pages to look at: charts of named questions, and the page of a comparison."""
