/** Queues of keys on leases, of which the oldest has its turn: what locks and elections are. */
@NullMarked
package turtlelab.node.lease.queue;

import org.jspecify.annotations.NullMarked;
