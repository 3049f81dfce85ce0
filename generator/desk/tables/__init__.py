"""Lists of places as offices keep them: from a table into records, and from records into a table."""
