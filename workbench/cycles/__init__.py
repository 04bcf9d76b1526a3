"""Fresh notebooks for each cycle, made by papermill, and who may open which."""
