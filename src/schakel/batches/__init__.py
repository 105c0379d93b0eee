"""Batches outside this machine: the drivers of engines that the product can run on but does not need."""
