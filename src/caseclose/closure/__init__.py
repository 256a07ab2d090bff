"""One attempt to close one case: what the law says of it, the answer to a request, the outcome plan. Pure."""
