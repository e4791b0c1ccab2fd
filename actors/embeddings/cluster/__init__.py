"""Work on a Dask cluster; needs the extra `sempal[cluster]`.

Dask runs in processes of its own, never in that of the window: `client_process` here,
`worker_process` on each machine that works, `scheduler_process` for a cluster on this computer.
"""
