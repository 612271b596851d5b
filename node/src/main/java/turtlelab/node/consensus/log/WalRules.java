package turtlelab.node.consensus.log;

/**
 * What is believed when a log is read, one method each, so that each can be broken by itself: the
 * simulator's tests subclass this to prove that they would notice. Production always runs {@link
 * #STRICT}.
 */
public class WalRules {
    public static final WalRules STRICT = new WalRules();

    /** A payload counts only when its checksum is right. */
    public boolean believes(boolean checksumRight) {
        return checksumRight;
    }

    /** Damage that is no torn write is refused, never cut: what it held was promised. */
    public boolean refuses(String damage) {
        return true;
    }
}
