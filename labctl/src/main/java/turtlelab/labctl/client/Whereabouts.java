package turtlelab.labctl.client;

import java.util.List;
import java.util.function.Supplier;

/**
 * Where members answer, and who knows better when none of them does: a list of records outlives the
 * members that it once named.
 *
 * @param known endpoints, in the order in which they are asked
 * @param anew tells them once more; those known, while it cannot say
 */
public record Whereabouts(List<String> known, Supplier<List<String>> anew) {

    public Whereabouts {
        known = List.copyOf(known);
    }

    /** Endpoints that somebody typed: nobody knows better. */
    public static Whereabouts fixed(List<String> endpoints) {
        return new Whereabouts(endpoints, () -> endpoints);
    }

    /** The endpoints as they are told now. */
    public Whereabouts again() {
        return new Whereabouts(anew.get(), anew);
    }
}
