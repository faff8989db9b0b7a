"""The course's own library: models, pictures, practice and the published figures."""
