package turtlelab.node.http.v2;

import io.javalin.config.RoutesConfig;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import turtlelab.node.auth.Passwords;
import turtlelab.node.auth.V2Guard;
import turtlelab.node.base.Time;
import turtlelab.node.consensus.StateMachine.RoleChange;
import turtlelab.node.front.Door;
import turtlelab.node.front.Receiver;
import turtlelab.node.http.Addition;
import turtlelab.node.http.v2.auth.AuthRoutes;
import turtlelab.node.http.v2.fastpath.FastPath;
import turtlelab.node.http.v2.keys.KeysRoutes;
import turtlelab.node.http.v2.keys.KeysService;
import turtlelab.node.http.v2.keys.ReadCounts;
import turtlelab.node.http.v2.stats.StatsRoutes;
import turtlelab.node.http.v2.stats.StoreMetrics;
import turtlelab.node.http.v2.watch.Watches;
import turtlelab.node.member.Members;
import turtlelab.node.peer.traffic.AppendTraffic;
import turtlelab.node.replica.Replica;

/** The whole v2 API as a list of its parts. Handlers block plainly: give them virtual threads. */
public final class V2Api implements Addition, AutoCloseable {
    private final NeverLed neverLed;
    private final Watches watches;
    private final AuthRoutes auth;
    private final KeysRoutes keys;
    private final FastPath fastPath;
    private final MembersRoutes members;
    private final MachinesRoutes machines;
    private final StatsRoutes stats;
    private final DiscoveryRoutes discovery;

    private final Replica replica;
    private final ReadCounts reads = new ReadCounts();

    /** What there is besides the replica. */
    public record Surroundings(Time time, Passwords passwords, AppendTraffic traffic) {}

    public V2Api(Replica replica, Members members, Surroundings around) {
        var time = around.time();
        this.replica = replica;
        this.watches = new Watches(replica, time);
        var guard = new V2Guard(() -> replica.state().v2Auth(), around.passwords());
        this.auth = new AuthRoutes(replica, guard, around.passwords());
        this.neverLed = new NeverLed(replica);
        var service = new KeysService(replica, time, guard, reads);
        this.keys = new KeysRoutes(replica, time, service, watches);
        this.fastPath = new FastPath(service, () -> !guard.isOn() && !neverLed.isSilent(), time);
        this.members = new MembersRoutes(replica, members, guard);
        this.machines = new MachinesRoutes(members);
        this.discovery = new DiscoveryRoutes(replica, RandomTokens.secure());
        this.stats =
                new StatsRoutes(
                        replica,
                        time,
                        around.traffic(),
                        new StatsRoutes.Counts(reads, watches.hub()));
    }

    /** Lets the figures of the store be graphed, once. */
    public void registerMetrics(PrometheusRegistry registry) {
        StoreMetrics.register(registry, replica, reads, watches.hub());
    }

    /** Adds everything below {@code /v2/} to a server. */
    @Override
    public void register(RoutesConfig routes) {
        routes.before("/v2/*", neverLed);
        keys.register(routes);
        auth.register(routes);
        members.register(routes);
        machines.register(routes);
        stats.register(routes);
        discovery.register(routes);
    }

    @Override
    public List<Door> doors(Receiver routes) {
        return List.of(fastPath.door(routes));
    }

    /** Hears of each new leader, for the statistics; never blocks. */
    public void roleChanged(RoleChange change) {
        stats.leads(change.leader());
    }

    /** Ends everybody who waits, which the port needs to close in order. */
    @Override
    public void close() throws InterruptedException {
        watches.close();
        fastPath.close();
    }
}
