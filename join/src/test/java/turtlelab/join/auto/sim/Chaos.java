package turtlelab.join.auto.sim;

import java.util.Set;
import java.util.TreeSet;
import turtlelab.join.auto.AutoKeys;
import turtlelab.join.quorum.Voters;

/**
 * What goes wrong. It never takes the quorum itself, nor hits two members within the time in which
 * nobody notices: then whatever takes it is the loop.
 */
final class Chaos {
    private static final long NOTICED = 3 * SimLoop.BLIND;

    private final World world;
    private final Set<String> killed = new TreeSet<>();
    private boolean over;
    private long lastKill;

    Chaos(World world) {
        this.world = world;
        world.every(300, 6_000, () -> unlessOver(this::kill));
        world.planned = this::aim;
        world.every(2_000, 9_000, () -> unlessOver(this::revive));
        world.every(4_000, 20_000, () -> unlessOver(this::moveLeader));
        world.every(8_000, 40_000, () -> unlessOver(this::resize));
        world.every(10_000, 40_000, () -> unlessOver(this::revokeOrNot));
        world.every(10_000, 40_000, () -> unlessOver(this::breakOrMend));
        world.every(30_000, 90_000, () -> unlessOver(this::pauseOrNot));
    }

    /** Which role was hit in which phase, such as {@code leader while promoting}. */
    Set<String> killed() {
        return killed;
    }

    /** Nothing goes wrong any more; what did is repaired, but for one host that may never serve. */
    void end(int size) {
        over = true;
        var spare = world.hosts.size() - size;
        for (var host : world.hosts) {
            host.up = true;
            host.broken = spare > 0 && host.data == 0 && !host.starting;
            spare -= host.broken ? 1 : 0;
            world.keys.delete(AutoKeys.REVOKED + host.name);
        }
        world.keys.delete(AutoKeys.PAUSED);
        world.keys.put(AutoKeys.SIZE_2018, "" + size, Long.MAX_VALUE, world.now());
        world.note("chaos is over, size " + size);
    }

    private void unlessOver(Runnable deed) {
        if (!over) {
            deed.run();
        }
    }

    private SimHost anyHost() {
        return world.hosts.get(world.chance.nextInt(world.hosts.size()));
    }

    /** The leader more often than its share, since it is the one that acts. */
    private SimHost anyHostOrTheLeader() {
        var leader = world.leader;
        return leader != null && world.chance.nextInt(4) == 0 ? leader : anyHost();
    }

    /** Most kills hit a time at which nothing happens; some shall not. */
    private void aim() {
        if (world.chance.nextInt(5) == 0) {
            world.after(world.chance.nextLong(1, 400), () -> unlessOver(this::kill));
        }
    }

    private void kill() {
        var host = anyHostOrTheLeader();
        if (host.up && world.now() - lastKill >= NOTICED && survivable(host)) {
            killed.add(role(host) + " while " + world.phase);
            world.note("kill -9 of %s, %s".formatted(host.name, role(host)));
            host.crash(world.now());
            lastKill = world.now();
        }
    }

    private String role(SimHost host) {
        if (host == world.leader) {
            return "leader";
        }
        return world.members.values().stream()
                .filter(it -> it.host() == host)
                .findFirst()
                .map(it -> it.learner() ? "newcomer" : "follower")
                .orElse("volunteer");
    }

    /** As things are, and with whatever one change the loop may make before it notices. */
    private boolean survivable(SimHost host) {
        var now = world.voters();
        var member = world.members.values().stream().filter(it -> it.host() == host).findFirst();
        var votes = member.filter(it -> !it.learner() && it.alive()).isPresent();
        var healthy = now.healthy() - (votes ? 1 : 0);
        if (member.isEmpty()) {
            return true;
        }
        if (member.get().learner()) {
            return !member.get().alive() || healthy >= Voters.quorum(now.count() + 1);
        }
        var loses = wantsToLose();
        return healthy >= Voters.quorum(now.count())
                && (!loses || healthy - 1 >= Voters.quorum(now.count() - 1));
    }

    private boolean wantsToLose() {
        var board = world.keys.board();
        var leaving =
                world.members.values().stream()
                        .map(it -> it.host().name)
                        .anyMatch(
                                it ->
                                        !world.keys.has(AutoKeys.VOLUNTEER + it)
                                                || world.keys.has(AutoKeys.REVOKED + it));
        return leaving || world.voters().count() > board.size().wanted();
    }

    private void revive() {
        var host = anyHost();
        if (!host.up) {
            host.up = true;
            world.note(host.name + " is back");
        }
    }

    /** The old leader does not hear of it and carries on with what it has decided. */
    private void moveLeader() {
        var others =
                world.members.values().stream()
                        .filter(it -> !it.learner() && it.alive() && it.host() != world.leader)
                        .toList();
        if (world.decides() && !others.isEmpty()) {
            world.elect(others.get(world.chance.nextInt(others.size())).host());
        }
    }

    private void resize() {
        var nonsense = new String[] {"0", "-1", "65539", "many", ""};
        var kind = world.chance.nextInt(4);
        var text =
                kind == 0
                        ? nonsense[world.chance.nextInt(nonsense.length)]
                        : "" + world.chance.nextInt(1, world.hosts.size() + 1);
        var key = kind % 2 == 0 ? AutoKeys.SIZE_2016 : AutoKeys.SIZE_2018;
        if (world.decides()) {
            world.keys.put(key, text, Long.MAX_VALUE, world.now());
            world.note("size \"%s\"".formatted(text));
        }
    }

    private void revokeOrNot() {
        var key = AutoKeys.REVOKED + anyHostOrTheLeader().name;
        if (world.keys.has(key)) {
            world.keys.delete(key);
        } else if (world.decides()) {
            world.keys.put(key, "", Long.MAX_VALUE, world.now());
        }
    }

    private void breakOrMend() {
        var host = anyHost();
        host.broken = !host.broken && !host.serving;
    }

    private void pauseOrNot() {
        if (world.keys.has(AutoKeys.PAUSED)) {
            world.keys.delete(AutoKeys.PAUSED);
        } else {
            world.keys.put(AutoKeys.PAUSED, "chaos", Long.MAX_VALUE, world.now());
        }
    }
}
