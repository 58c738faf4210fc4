# Work spread over machines: shares of a matrix of CI, and tasks sent to a cluster. May import the workflow generate and
# what that imports; only cluster imports dask.distributed, inside functions.
"""Rendering a fleet of vendors on several machines."""
