package turtlelab.node.lease.queue;

import turtlelab.node.base.Bytes;

/**
 * A place in a queue: a key and the revision that created it.
 *
 * @param folder the queue's name with a slash behind it, where all its keys begin
 * @param lease that the key hangs on
 * @param ownLease whether the lease was made for the place, so that nobody else keeps it alive
 */
public record Place(Bytes folder, Bytes key, long createRevision, long lease, boolean ownLease) {}
