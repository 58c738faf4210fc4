# What stands where in Swagger 2.0 and OpenAPI 3.x: the tables, and the walk that follows them.
# Imports the JSON alias and pointers only.
"""The grammar of OpenAPI documents."""
