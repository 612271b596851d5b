package turtlelab.labctl.ctl.display;

import java.util.List;
import turtlelab.labctl.ctl.print.ByteSize;

/**
 * What a snapshot file holds.
 *
 * @param hash of its entries, 32 bits, unsigned
 * @param keys entries of all kinds; more than there are keys
 */
public record SnapshotStatus(long hash, long revision, long keys, long bytes) {

    List<String> cells() {
        return List.of(
                Long.toHexString(hash),
                String.valueOf(revision),
                String.valueOf(keys),
                ByteSize.text(bytes));
    }
}
