package turtlelab.labctl.client;

import java.util.Optional;

/** What came of asking a node: what it said, or why there is nothing. */
public sealed interface Answer<T> {

    /** The node answered as it should. */
    record Given<T>(T value) implements Answer<T> {}

    /** No answer, or not one that can be used; the reason is a phrase for the user. */
    record Missing<T>(String reason) implements Answer<T> {}

    /** What it said, if it did. */
    default Optional<T> found() {
        return switch (this) {
            case Given<T>(var value) -> Optional.of(value);
            case Missing<T> _ -> Optional.empty();
        };
    }
}
