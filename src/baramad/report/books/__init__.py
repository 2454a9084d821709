"""Documents made from the books of one exporter, one file each: a shelf in, a document out."""
