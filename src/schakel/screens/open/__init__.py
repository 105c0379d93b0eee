"""The public part: no account, nothing kept. One folder a subject, each with its views, forms, urls and translations."""
