"""Coming to live or stay here: employers, people to ask, who helps, days to come by."""
