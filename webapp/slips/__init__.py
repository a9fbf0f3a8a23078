"""The room of paper slips: a QR and a code of its own, without anything personal, that reopen a dossier anywhere after one check."""
