package turtlelab.node.replica;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who is to be woken when there is more to read. */
public final class Bells {
    private final List<Runnable> bells = new CopyOnWriteArrayList<>();

    public void add(Runnable bell) {
        bells.add(bell);
    }

    /** Rings all of them; none may block. */
    public void ring() {
        bells.forEach(Runnable::run);
    }
}
