package turtlelab.node.state.kv;

import turtlelab.node.state.Rejection;

/** A read's outcome. */
public sealed interface KvAnswer {
    record Answered(KvResult result) implements KvAnswer {}

    record Refused(Rejection rejection) implements KvAnswer {}
}
