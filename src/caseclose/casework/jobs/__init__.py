"""Jobs: what a worker does by itself, by the clock. Every job finds in the records what is due, so none is ever needed
twice, and none that is lost is missed."""
