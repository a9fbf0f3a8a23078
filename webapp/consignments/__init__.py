"""The room of public post: papers taken in at a post office, handed over to the agency by a record, results that come back."""
