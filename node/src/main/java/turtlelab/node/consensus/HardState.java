package turtlelab.node.consensus;

import turtlelab.node.base.MemberId;

/**
 * What a node may never forget: its term, the vote it gave in it ({@link MemberId#NONE} for none),
 * and how far it knew the log to be committed. The commit index is a hint: losing its last value is
 * safe.
 */
public record HardState(long term, MemberId vote, long commit) {
    public static final HardState INITIAL = new HardState(0, MemberId.NONE, 0);
}
