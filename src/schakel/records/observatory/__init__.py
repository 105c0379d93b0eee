"""Sources, series and figures."""
