package turtlelab.node.state.v2;

/** What the history of the v2 tree holds for a watcher from some index on. */
public sealed interface V2Next {
    /** The first event that concerns it. */
    record Found(V2Result.Event event) implements V2Next {}

    /** Nothing so far; {@code index} is the last one that was looked at. */
    record UpToDate(long index) implements V2Next {}

    /** The history no longer reaches back that far: etcd's error 401. */
    record Cleared(V2Result.Error error) implements V2Next {}
}
