package turtlelab.node.sim.check;

/** What everybody in one run shares. */
public record World(Scheduler scheduler, Trace trace, Evidence evidence, Ledger ledger) {}
