package turtlelab.labctl.render;

/** Tells the user how far each node has got. Safe for use by many threads. */
public interface Progress extends AutoCloseable {

    /** The node has got to this stage, a word or two. */
    void stage(String node, String stage);

    /** Something worth a line of its own. */
    void note(String text);

    /** No more stages will come. */
    @Override
    void close();

    /** Tells nobody. */
    static Progress silent() {
        return new Progress() {
            @Override
            public void stage(String node, String stage) {}

            @Override
            public void note(String text) {}

            @Override
            public void close() {}
        };
    }
}
