"""Pages to look at: charts of named questions, the page of a comparison, a site of all occupations."""
