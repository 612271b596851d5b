package turtlelab.node.consensus.log;

import java.io.IOException;

/**
 * The log on disk is damaged in a place that had been synced, so what this node promised cannot be
 * told. Nothing was changed; the node must not start.
 */
public final class WalCorruptedException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * @param place the file's name with its directory
     * @param offset of the first damaged byte's record in it
     */
    public WalCorruptedException(String place, long offset, String what) {
        super(
                ("write-ahead log damaged: %s at offset %d: %s. Nothing was changed. If the cluster"
                     + " has a quorum without this member, remove the member, move its data"
                     + " directory away and add it again; else restore the directory from a backup")
                        .formatted(place, offset, what));
    }
}
