package turtlelab.node.consensus.log;

/**
 * What is believed when a log is read, one method each, so that each can be broken by itself: the
 * simulator's tests subclass this to prove that they would notice. Production always runs {@link #STRICT}.
 */
public class WalRules {
    public static final WalRules STRICT = new WalRules();

    /** A payload counts only when its checksum is right. */
    public boolean believes(boolean checksumRight) {
        return checksumRight;
    }

    /** Damage in front of something that was written after it had been synced is no torn write. */
    public boolean isCorruption(boolean promisedBehind) {
        return promisedBehind;
    }
}
