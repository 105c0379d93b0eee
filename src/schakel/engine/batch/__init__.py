"""Many documents at once: one function from record batch to record batch, in one process, in a pool or on Spark.

`reading.read_batch` is that function; `plans` says with what a batch is read, so that any process can make it;
`sources` gives the documents of a file or folder; `parts` cuts them in numbered parts and keeps each finished part, so
that a run that was stopped goes on where it was; `running` puts these together.
"""
