"""Configuration of Sphinx."""

from skcore import __version__

project = "skcore"
copyright = "the skcore developers"
version = release = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.viewcode"]
myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build", "example-plugin"]
html_theme = "furo"
html_title = f"skcore {__version__}"
autodoc_member_order = "bysource"
autodoc_typehints = "none"
napoleon_google_docstring = False
nitpick_ignore_regex = [("py:class", r"(?!skcore\b).*")]  # numpydoc's types are words as often as classes
