"""The law browser: what every rule says, what differs between two days or states, and a made case to try them on."""
