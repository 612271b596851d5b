package turtlelab.join.quorum;

import java.util.Optional;

/** What the guard says about a change of members, with the arithmetic that led there. */
public sealed interface Verdict {
    /** The sums, for people. */
    String arithmetic();

    /** The change keeps the cluster alive, whatever becomes of the newcomer. */
    record Allowed(String arithmetic, Optional<String> warning) implements Verdict {}

    /** The change could cost the quorum. */
    record Refused(String arithmetic, String cure) implements Verdict {}

    default boolean allowed() {
        return switch (this) {
            case Allowed _ -> true;
            case Refused _ -> false;
        };
    }
}
