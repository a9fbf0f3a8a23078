"""The room of the wallet: papers, results and answers once given, offered again; the citizen decides."""
