/**
 * The loop of automatic clustering among simulated hosts: their crashes, leases and leaders, by a
 * seed. What a run does depends on its seed alone.
 */
@NullMarked
package turtlelab.join.auto.sim;

import org.jspecify.annotations.NullMarked;
