# The objects and fields of Swagger 2.0 and OpenAPI 3.x as tables, and the walk over a document by them. Imports the
# JSON alias and pointers only.
"""The grammar of OpenAPI documents."""
