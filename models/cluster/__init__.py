"""Where heavy work is done: this computer, or a Dask cluster."""
