package turtlelab.labctl.ctl.setting;

import java.util.Map;
import turtlelab.labctl.exec.Streams;
import turtlelab.labctl.exec.Time;

/**
 * What a command runs in.
 *
 * @param environment where {@code ETCDCTL_*} settings are looked up
 * @param guard asked before a member is added
 */
public record Setting(Streams streams, Map<String, String> environment, Time time, AddGuard guard) {
    /** As etcdctl runs: nobody is asked. */
    public Setting(Streams streams, Map<String, String> environment, Time time) {
        this(streams, environment, time, AddGuard.NONE);
    }

    /** The same, with nobody to ask. */
    public Setting unguarded() {
        return new Setting(streams, environment, time);
    }
}
