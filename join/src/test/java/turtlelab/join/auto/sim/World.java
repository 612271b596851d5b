package turtlelab.join.auto.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import turtlelab.join.auto.AutoKeys;
import turtlelab.join.quorum.Voters;

/**
 * Hosts, members and keys as they truly are, virtual time, and what must never happen. Consensus
 * itself is taken for granted: there is one leader at most, and it needs a majority.
 */
final class World {
    private static final int SECOND = 1_000;

    final SplittableRandom chance;
    final SimKeys keys = new SimKeys();
    final List<SimHost> hosts;
    final TreeMap<Long, SimMember> members = new TreeMap<>();
    final List<String> trace = new ArrayList<>();

    /** Of the loop's one change in each pass: what is being carried out, for the chaos to hit. */
    String phase = "settled";

    /** Told of each plan that begins. */
    Runnable planned = () -> {};

    @Nullable SimHost leader;
    long term;
    long electedAt;

    private record Event(long at, long number, Runnable deed) {}

    private final PriorityQueue<Event> agenda =
            new PriorityQueue<>(
                    (a, b) ->
                            a.at() != b.at()
                                    ? Long.compare(a.at(), b.at())
                                    : Long.compare(a.number(), b.number()));
    private long now;
    private long events;
    private long nextId = 1;

    World(long seed, int hostCount) {
        chance = new SplittableRandom(seed);
        hosts = IntStream.rangeClosed(1, hostCount).mapToObj(SimHost::new).toList();
        after(0, this::lookForLeader);
    }

    long now() {
        return now;
    }

    void note(String line) {
        trace.add("%7.1f s  %s".formatted(now / (double) SECOND, line));
    }

    void after(long millis, Runnable deed) {
        agenda.add(new Event(now + millis, events++, deed));
    }

    void every(long least, long most, Runnable deed) {
        after(
                chance.nextLong(least, most + 1),
                () -> {
                    deed.run();
                    every(least, most, deed);
                });
    }

    /** Lets time pass. */
    void run(long millis) {
        var end = now + millis;
        while (!agenda.isEmpty() && agenda.peek().at() <= end) {
            var next = agenda.remove();
            now = next.at();
            if (leader != null) {
                keys.expire(now);
            }
            next.deed().run();
        }
        now = end;
    }

    Voters voters() {
        var voters = members.values().stream().filter(it -> !it.learner()).toList();
        var healthy = voters.stream().filter(SimMember::alive).count();
        var started = voters.stream().filter(SimMember::started).count();
        return new Voters((int) started, (int) (voters.size() - started), (int) healthy);
    }

    /** Whether anything can be written. */
    boolean decides() {
        int count = 0;
        int healthy = 0;
        for (var member : members.values()) {
            count += member.learner() ? 0 : 1;
            healthy += !member.learner() && member.alive() ? 1 : 0;
        }
        return leader != null && healthy >= Voters.quorum(count);
    }

    /** Makes a change of members and judges it: none may take a quorum that was there. */
    void change(String what, Runnable change) {
        var before = voters();
        change.run();
        var after = voters();
        note(what + ": " + after);
        if (before.hasQuorum() && !after.hasQuorum()) {
            throw new Conviction("%s cost the quorum: %s, then %s".formatted(what, before, after));
        }
        var pending = members.values().stream().filter(it -> it.learner() || !it.started()).count();
        if (pending > 1) {
            throw new Conviction(what + ": two newcomers at a time");
        }
        if (leader != null && members.values().stream().noneMatch(it -> leads(it))) {
            depose("removed");
        }
    }

    long add(SimHost host, boolean learner) {
        var id = nextId++;
        members.put(id, new SimMember(id, host, learner, false));
        return id;
    }

    boolean leads(SimMember member) {
        return member.host() == leader && member.host().data == member.id();
    }

    void depose(String why) {
        if (leader != null) {
            note("%s leads no more: %s".formatted(leader.name, why));
            leader = null;
        }
    }

    void elect(SimHost host) {
        leader = host;
        term++;
        electedAt = now;
        keys.spare(now);
        note("%s leads in term %d".formatted(host.name, term));
    }

    /** An election takes its time, and only a living voter wins it. */
    private void lookForLeader() {
        if (leader != null && (!leader.serving || !voters().hasQuorum())) {
            depose(leader.serving ? "no quorum" : "it is down");
        }
        if (leader == null && voters().hasQuorum()) {
            var able =
                    members.values().stream()
                            .filter(it -> !it.learner() && it.alive())
                            .map(SimMember::host)
                            .toList();
            elect(able.get(chance.nextInt(able.size())));
        }
        after(chance.nextLong(50, 700), this::lookForLeader);
    }

    /** The first host founds a cluster of one. */
    void found(int size) {
        var first = hosts.getFirst();
        first.up = true;
        first.data = add(first, false);
        first.serving = true;
        first.caughtUpAt = 0;
        members.replaceAll((_, it) -> it.running());
        elect(first);
        keys.put(AutoKeys.SIZE_2016, "" + size, Long.MAX_VALUE, now);
        keys.put(AutoKeys.NOMINATED + first.name, first.url(), Long.MAX_VALUE, now);
    }
}
