package turtlelab.node.state.kv;

import turtlelab.node.state.KvHash;

/** The v3 key space for readers. */
public interface KvView {
    /** The newest published revision; 1 on a fresh store. */
    long revision();

    /** The revision behind which history is gone; 0 or less when nothing was compacted. */
    long compactedRevision();

    /** A checksum up to a revision, 0 for the newest. Slow: reads every version. */
    KvHash hash(long revision);

    /** Reads a range; a refusal is COMPACTED, FUTURE_REVISION or EMPTY_KEY. */
    KvAnswer range(Operation.Range range);

    /** Runs a transaction that writes nothing; must not be called with one that does. */
    KvAnswer readOnlyTxn(Operation.Txn txn);
}
