"""After a step: mail about it, and the small pages behind the links in that mail."""
