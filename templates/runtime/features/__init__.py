"""Features. A module or a folder is one feature, which a package has if its API asks for it."""
