"""The mail room: letters made, stored, handed to the mail vendor in batches, and what the vendor says of them."""
