package turtlelab.node.http.v2;

import io.javalin.config.RoutesConfig;
import turtlelab.node.base.Time;
import turtlelab.node.consensus.StateMachine.RoleChange;
import turtlelab.node.http.v2.keys.KeysRoutes;
import turtlelab.node.http.v2.keys.ReadCounts;
import turtlelab.node.member.Members;
import turtlelab.node.replica.Replica;

/** The whole v2 API as a list of its parts. Handlers block plainly: give them virtual threads. */
public final class V2Api {
    private final NeverLed neverLed;
    private final KeysRoutes keys;
    private final MembersRoutes members;
    private final MachinesRoutes machines;
    private final StatsRoutes stats;
    private final DiscoveryRoutes discovery;

    public V2Api(Replica replica, Members members, Time time) {
        var reads = new ReadCounts();
        this.neverLed = new NeverLed(replica);
        this.keys = new KeysRoutes(replica, time, reads);
        this.members = new MembersRoutes(replica, members);
        this.machines = new MachinesRoutes(members);
        this.stats = new StatsRoutes(replica, time, reads);
        this.discovery = new DiscoveryRoutes(replica, RandomTokens.secure());
    }

    /** Adds everything below {@code /v2/} to a server. */
    public void register(RoutesConfig routes) {
        routes.before("/v2/*", neverLed);
        keys.register(routes);
        members.register(routes);
        machines.register(routes);
        stats.register(routes);
        discovery.register(routes);
    }

    /** Hears of each new leader, for the statistics; never blocks. */
    public void roleChanged(RoleChange change) {
        stats.leads(change.leader());
    }
}
