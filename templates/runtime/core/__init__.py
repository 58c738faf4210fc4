"""What every part of the runtime may use: names for generated code, exceptions, the description of an API."""
