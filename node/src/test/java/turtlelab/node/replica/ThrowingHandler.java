package turtlelab.node.replica;

import turtlelab.node.consensus.FatalHandler;

/** For tests in which nothing may fail: whatever does, fails its thread. */
public final class ThrowingHandler implements FatalHandler {
    @Override
    public void failed(String what, Throwable cause) {
        throw new IllegalStateException(what, cause);
    }

    @Override
    public void removed() {
        throw new IllegalStateException("removed");
    }
}
