package turtlelab.join.auto.sim;

import java.util.List;
import turtlelab.join.auto.AutoKeys;

/**
 * The duty of each host: to offer itself under a lease, to start its server when it finds itself
 * among the members, and to stop it and set its data aside when it no longer does.
 */
final class SimAgent {
    private static final long LEASE = 10_000;

    private final World world;
    private final SimHost host;

    SimAgent(World world, SimHost host) {
        this.world = world;
        this.host = host;
        world.every(200, 900, this::look);
    }

    private void look() {
        if (!host.up) {
            return;
        }
        resume();
        if (!world.decides()) {
            return;
        }
        offer();
        if (host.data != 0 && !world.members.containsKey(host.data)) {
            world.note(host.name + " is no member any more");
            host.stopServing(world.now());
        } else if (host.data == 0 && !host.starting && !host.broken) {
            world.members.values().stream()
                    .filter(it -> it.host() == host && !it.started())
                    .findFirst()
                    .ifPresent(it -> start(it.id()));
        }
    }

    /** With its data it needs nobody's leave. */
    private void resume() {
        if (host.data != 0 && !host.serving && !host.starting && !host.broken) {
            start(host.data);
        }
    }

    private void start(long id) {
        var life = host.life;
        host.starting = true;
        world.after(world.chance.nextLong(50, 2_000), () -> started(id, life));
    }

    private void started(long id, int life) {
        if (host.life != life) {
            return;
        }
        host.starting = false;
        var member = world.members.get(id);
        if (member == null) {
            host.data = 0;
            return;
        }
        host.data = id;
        host.serving = true;
        host.caughtUpAt = world.now() + world.chance.nextLong(20, 3_000);
        world.members.put(id, member.running());
        world.note("%s serves as %s".formatted(host.name, member.learner() ? "learner" : "voter"));
    }

    private void offer() {
        var now = world.now();
        if (world.keys.has(AutoKeys.REVOKED + host.name)) {
            world.keys.delete(AutoKeys.VOLUNTEER + host.name);
            return;
        }
        for (var key : List.of(AutoKeys.NAME, AutoKeys.VOLUNTEER)) {
            if (world.keys.has(key + host.name)) {
                world.keys.renew(key + host.name, now);
            } else {
                world.keys.put(key + host.name, host.url(), LEASE, now);
            }
        }
    }
}
