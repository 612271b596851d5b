package turtlelab.labctl.ctl.wire;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import turtlelab.join.srv.DnsFailure;
import turtlelab.join.srv.OwnNameServer;
import turtlelab.join.srv.SrvEndpoints;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.flag.Flags;

/** Endpoints out of SRV records, where {@code --discovery-srv} names a domain. */
public final class SrvRecords {
    /** The flag that names the domain. */
    public static final String DOMAIN = "discovery-srv";

    /** The flag that names one cluster of several in the domain. */
    public static final String NAME = "discovery-srv-name";

    /** The flag that, when off, leaves {@code http} endpoints out. */
    public static final String PLAIN_TOO = "insecure-discovery";

    private SrvRecords() {}

    /**
     * The endpoints, best first; empty without the flag.
     *
     * @throws CtlFailure when DNS has none
     */
    public static Optional<List<String>> endpoints(Flags flags) {
        var domain = flags.text(DOMAIN, "");
        if (domain.isEmpty()) {
            return Optional.empty();
        }
        try {
            var srv = new SrvEndpoints(OwnNameServer.dns(), RandomGenerator.getDefault());
            var all = srv.find(domain, flags.text(NAME, ""), flags.isOn(PLAIN_TOO, true));
            var plain = all.stream().filter(url -> url.startsWith("http://")).toList();
            return Optional.of(plain.isEmpty() ? all : plain);
        } catch (DnsFailure e) {
            throw new CtlFailure(1, "Error: " + e.getMessage());
        }
    }
}
