"""The server on Binder, which has one or two gigabytes for everything: `start` lets Jupyter find this file."""

from leaningwell.serving.address import FIRST_PAGE
from leaningwell.serving.culling import cull_idle_kernels

c = get_config()  # noqa: F821 - Jupyter hands this function to its configuration files
cull_idle_kernels(c)
c.LabApp.default_url = FIRST_PAGE
