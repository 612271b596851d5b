package turtlelab.labctl.lab;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a node runs: ours, or the real one beside which ours is measured. */
public enum Engine {
    TURTLED,
    ETCD;

    /** As it is written in {@code lab.yaml} and on the command line. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return word();
    }
}
