package turtlelab.node.app.auto;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.join.auto.AutoKeys;
import turtlelab.join.base.Clock;
import turtlelab.join.cluster.Cluster;
import turtlelab.join.cluster.ClusterRefused;
import turtlelab.join.cluster.KeySpace;
import turtlelab.join.cluster.Loopback;
import turtlelab.join.cluster.Member;
import turtlelab.node.app.auto.Servers.Birth;
import turtlelab.node.app.auto.Servers.Server;

/**
 * A host of an automatic cluster. It looks at levels, as the leader's loop does: when it finds
 * itself among the members without a server, it starts one; when its member is gone, it stops the
 * server, puts the data aside and goes on volunteering. One thread runs it; another may stop it.
 */
public final class Host implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Host.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(300);
    private static final int LOOKS_PER_LEASE = 20;
    private static final int BEATS_PER_LEASE = 3;
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Duration LEAVING = Duration.ofSeconds(8);

    /** The list may come from a member that lags; the server itself is told for certain. */
    private static final int ENOUGH_ABSENCES = 20;

    private final HostConfig config;
    private final Servers servers;
    private final Memory memory;
    private final Attendance attendance;
    private final Duration pause;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch hurry = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile List<String> endpoints;
    private @Nullable Server server;
    private String told = "";
    private int absences;

    private Host(HostConfig config, Servers servers, Memory memory) {
        this.config = config;
        this.servers = servers;
        this.memory = memory;
        var share = config.lease().dividedBy(LOOKS_PER_LEASE);
        this.pause = share.compareTo(LONGEST_PAUSE) < 0 ? share : LONGEST_PAUSE;
        this.attendance = new Attendance(config, memory.mark());
        this.endpoints = memory.endpoints().isEmpty() ? config.seeds() : memory.endpoints();
    }

    /** A host that does not run yet. */
    public static Host of(HostConfig config, Servers servers) throws IOException {
        return new Host(config, servers, Memory.open(config.directory()));
    }

    /**
     * Runs until it is stopped; then it has left the cluster in good order.
     *
     * @param begun is told once, when the host is a client of its cluster or its server listens
     */
    public void run(Runnable begun) throws Exception {
        var heart = Thread.ofVirtual().name("attendance").start(this::beat);
        try {
            begin();
            begun.run();
            while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
            leave();
        } finally {
            close(server);
            ended.countDown();
            heart.interrupt();
        }
    }

    /** A server may take its time to start, and the lease must not run out meanwhile. */
    private void beat() {
        try {
            var third = config.lease().dividedBy(BEATS_PER_LEASE);
            while (!ended.await(third.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    attendance.beat(new KeySpace(cluster()));
                } catch (IOException | ClusterRefused e) {
                    LOG.debug("no keepalive this time", e);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** The first host founds; one with data goes on with it, whoever else is up. */
    private void begin() throws Exception {
        if (endpoints.isEmpty() || servers.hasData()) {
            endpoints = with(config.addresses().client(), endpoints);
        }
        if (servers.hasData()) {
            server = servers.start(new Birth.Resuming());
        } else if (endpoints.equals(config.addresses().client())) {
            LOG.info("no seeds: {} founds a cluster of one", config.name());
            server = servers.start(new Birth.Founding());
        } else {
            LOG.info("{} is a client of the cluster at {}", config.name(), endpoints);
        }
    }

    private static List<String> with(List<String> first, List<String> rest) {
        var all = new LinkedHashSet<>(first);
        all.addAll(rest);
        return List.copyOf(all);
    }

    private void look() throws Exception {
        if (server != null && server.removed().isDone()) {
            retire(server);
        }
        try {
            var cluster = cluster();
            var members = cluster.members();
            follow(members);
            var keys = new KeySpace(cluster());
            attendance.attend(keys, config.server() && !isForgotten(members));
            found(keys, members);
            serve(members);
            tell("");
        } catch (IOException | ClusterRefused e) {
            tell("the cluster does not answer: " + e.getMessage());
        }
    }

    private Cluster cluster() {
        return new Cluster(endpoints, ANSWER);
    }

    /** Voters answer; a learner refuses linearizable reads. One's own comes first. */
    private void follow(List<Member> members) throws IOException, LoopbackAdvertised {
        refuseLoopback(members);
        var urls = new LinkedHashSet<String>();
        var own = own(members).filter(it -> !it.learner());
        own.ifPresent(it -> urls.addAll(it.clientUrls()));
        members.stream().filter(it -> !it.learner()).forEach(it -> urls.addAll(it.clientUrls()));
        if (!urls.isEmpty()) {
            endpoints = List.copyOf(urls);
            memory.remember(endpoints);
        }
    }

    /** Others would look for it on their own machines. */
    private void refuseLoopback(List<Member> members) throws LoopbackAdvertised {
        var peers = config.addresses().peer();
        var others = members.stream().flatMap(it -> it.peerUrls().stream()).toList();
        if (config.server() && Loopback.misleads(peers, others)) {
            throw new LoopbackAdvertised(
                    "%s would be told to members elsewhere, who cannot reach it: give --server-urls"
                                    .formatted(String.join(",", peers))
                            + " an address of the network");
        }
    }

    /** A founder writes down that it is one, and how many there shall be; others never do. */
    private void found(KeySpace keys, List<Member> members) throws IOException, ClusterRefused {
        var alone = server != null && members.size() == 1 && own(members).isPresent();
        if (alone && keys.get(AutoKeys.NOMINATED + config.name()).isEmpty()) {
            var size = "" + config.idealSize();
            keys.create(AutoKeys.SIZE_2016, size, 0);
            keys.put(AutoKeys.NOMINATED + config.name(), String.join(",", peers()), 0);
        }
    }

    private List<String> peers() {
        return config.addresses().peer();
    }

    private Optional<Member> own(List<Member> members) {
        return members.stream()
                .filter(it -> !Collections.disjoint(it.peerUrls(), peers()))
                .findFirst();
    }

    /**
     * Its member has run and its data is gone: only once that member is removed may it offer again.
     */
    private boolean isForgotten(List<Member> members) {
        return server == null && own(members).filter(Member::started).isPresent();
    }

    private void serve(List<Member> members) throws Exception {
        var own = own(members);
        if (server != null) {
            var id = server.member();
            absences = members.stream().anyMatch(it -> it.id() == id) ? 0 : absences + 1;
            if (absences >= ENOUGH_ABSENCES) {
                retire(server);
            }
        } else if (own.isPresent() && !own.get().started()) {
            LOG.info("{} is nominated as {}: starting its server", config.name(), own.get().hex());
            start(members);
        }
    }

    /** A start that fails is tried again while the start lease runs; then others get the seat. */
    private void start(List<Member> members) throws Exception {
        servers.setAside().ifPresent(path -> LOG.info("old data is in {} now", path));
        var list =
                members.stream()
                        .map(it -> it.entry(isOwn(it) ? config.name() : it.hex()))
                        .collect(Collectors.joining(","));
        try {
            server = servers.start(new Birth.Joining(list));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.warn("the server of {} does not start yet: {}", config.name(), e.getMessage());
        }
    }

    private boolean isOwn(Member member) {
        return !Collections.disjoint(member.peerUrls(), peers());
    }

    private void retire(Server old) throws Exception {
        if (old.removed().isDone() && !old.removed().join()) {
            throw new IllegalStateException("the server failed; see the log above");
        }
        LOG.info("{} is no member any more: stopping its server", config.name());
        server = null;
        absences = 0;
        close(old);
        servers.setAside().ifPresent(path -> LOG.info("its data is in {} now", path));
    }

    private static void close(@Nullable Server server) throws Exception {
        if (server != null) {
            server.close();
        }
    }

    /**
     * Takes the offer back and waits for the leader to let its member go, so that nobody has to
     * find out that it is dead, and notes where the others are: one day it may be started again.
     * The last one just stops, with its data.
     */
    private void leave() throws Exception {
        var begin = Clock.SYSTEM.nanos();
        try {
            var keys = new KeySpace(cluster());
            attendance.withdraw(keys);
            while (server != null
                    && !server.removed().isDone()
                    && seen().size() > 1
                    && Clock.SYSTEM.since(begin).compareTo(LEAVING) < 0
                    && !hurry.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("waiting to be let go");
            }
            if (server != null && server.removed().isDone()) {
                retire(server);
            }
            attendance.leave(new KeySpace(new Cluster(others(), ANSWER)));
        } catch (IOException | ClusterRefused e) {
            LOG.warn("left without a word to the cluster: {}", e.getMessage());
        }
    }

    private List<Member> seen() throws Exception {
        var members = cluster().members();
        follow(members);
        return members;
    }

    private List<String> others() {
        var others = new ArrayList<>(endpoints);
        if (server == null) {
            others.removeAll(config.addresses().client());
        }
        return others.isEmpty() ? endpoints : others;
    }

    private void tell(String trouble) {
        if (!trouble.equals(told)) {
            if (!trouble.isEmpty()) {
                LOG.warn("{}", trouble);
            }
            told = trouble;
        }
    }

    /** Where the server is reached would lead nobody there. */
    static final class LoopbackAdvertised extends Exception {
        private static final long serialVersionUID = 1;

        LoopbackAdvertised(String message) {
            super(message);
        }
    }

    /** Makes it leave, and does not wait for it. Any thread. */
    public void depart() {
        stop.countDown();
    }

    /** Makes it stop waiting to be let go: others will have to find out that it has gone. */
    public void hurry() {
        hurry.countDown();
    }

    public boolean isHurried() {
        return hurry.getCount() == 0;
    }

    /** Whether it has left within that time. */
    public boolean awaitEnd(Duration longest) throws InterruptedException {
        return ended.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Makes it leave, and waits until it has. */
    @Override
    public void close() throws InterruptedException {
        depart();
        ended.await();
    }
}
