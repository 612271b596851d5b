package turtlelab.labctl.fault;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The faults that are in force, so that all can be healed, the latest first. Thread-safe. */
public final class Faults {

    private final Deque<Fault> inForce = new ArrayDeque<>();

    /** Strikes with the fault and remembers it, also when striking fails half-way. */
    public synchronized void strike(Fault fault) throws InterruptedException {
        if (!inForce.contains(fault)) {
            inForce.push(fault);
        }
        fault.strike();
    }

    /** Heals this fault, whether it was struck here or not. */
    public synchronized void heal(Fault fault) throws InterruptedException {
        fault.heal();
        inForce.remove(fault);
    }

    /** Heals all that are in force; one that cannot be healed stays, with those before it. */
    public synchronized void healAll() throws InterruptedException {
        while (!inForce.isEmpty()) {
            inForce.getFirst().heal();
            inForce.removeFirst();
        }
    }

    /** Those in force, the latest first. */
    public synchronized List<Fault> inForce() {
        return List.copyOf(inForce);
    }
}
