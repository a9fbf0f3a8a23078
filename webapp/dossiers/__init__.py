"""The room of the dossier (hồ sơ): draft, submission, its states and its history."""
