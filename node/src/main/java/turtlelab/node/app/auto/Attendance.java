package turtlelab.node.app.auto;

import java.io.IOException;
import java.util.List;
import turtlelab.join.auto.AutoKeys;
import turtlelab.join.cluster.ClusterRefused;
import turtlelab.join.cluster.KeySpace;

/**
 * A host's keys in the cluster, all under one lease: its name, its offer, where clients reach it.
 * Says so again and again, so a lost lease or a lost key is back within a moment. One thread, but
 * for {@link #beat}.
 */
final class Attendance {
    private final HostConfig config;
    private final String mark;
    private volatile long lease;
    private boolean offered;

    Attendance(HostConfig config, String mark) {
        this.config = config;
        this.mark = mark;
    }

    /** Another process has the name. */
    static final class NameTaken extends Exception {
        private static final long serialVersionUID = 1;

        NameTaken(String name) {
            super(
                    "the name %s is in use by another host of this cluster: give each its own"
                                    .formatted(name)
                            + " --hostname");
        }
    }

    /**
     * Keeps the lease alive and the keys there.
     *
     * @param offers whether it offers to be a member now
     */
    void attend(KeySpace keys, boolean offers) throws IOException, ClusterRefused, NameTaken {
        if (lease == 0 || !keys.keepAlive(lease)) {
            lease = keys.grant(config.lease().toSeconds());
            claim(keys);
            offered = false;
        }
        var wanted = offers && keys.get(AutoKeys.REVOKED + config.name()).isEmpty();
        if (wanted && !offered) {
            offer(keys);
        } else if (!wanted && offered) {
            keys.delete(AutoKeys.VOLUNTEER + config.name());
        }
        offered = wanted;
    }

    /** The mark outlives the process, so one that was killed takes its own name back at once. */
    private void claim(KeySpace keys) throws IOException, ClusterRefused, NameTaken {
        var key = AutoKeys.NAME + config.name();
        if (!keys.create(key, mark, lease)) {
            lease = 0;
            throw new NameTaken(config.name());
        }
        keys.put(key, mark, lease);
    }

    private void offer(KeySpace keys) throws IOException, ClusterRefused {
        var name = config.name();
        if (!config.zone().isEmpty()) {
            keys.put(AutoKeys.ZONE + name, config.zone(), lease);
        }
        keys.put(AutoKeys.ENDPOINTS + name, joined(config.addresses().client()), lease);
        keys.put(AutoKeys.VOLUNTEER + name, joined(config.addresses().peer()), lease);
    }

    private static String joined(List<String> urls) {
        return String.join(",", urls);
    }

    /**
     * Keeps the lease alive and looks at nothing else: whatever the host is busy with. Any thread.
     */
    void beat(KeySpace keys) throws IOException, ClusterRefused {
        var id = lease;
        if (id != 0) {
            keys.keepAlive(id);
        }
    }

    /** Takes the offer back and keeps the name. */
    void withdraw(KeySpace keys) throws IOException, ClusterRefused {
        keys.delete(AutoKeys.VOLUNTEER + config.name());
        offered = false;
    }

    /** Ends the lease and all keys with it. */
    void leave(KeySpace keys) throws IOException, ClusterRefused {
        if (lease != 0) {
            keys.revoke(lease);
        }
    }
}
