package turtlelab.node.sim;

/** What everybody in one run shares. */
record World(Scheduler scheduler, Trace trace, Evidence evidence, Ledger ledger) {}
