package turtlelab.node.consensus.threads;

import java.time.Duration;
import java.util.random.RandomGenerator;
import turtlelab.node.base.Time;

/**
 * What moves an engine.
 *
 * @param tick a tenth of the heartbeat interval
 * @param random seeded differently at each start of a node
 */
public record Clockwork(Time time, Duration tick, RandomGenerator random) {}
