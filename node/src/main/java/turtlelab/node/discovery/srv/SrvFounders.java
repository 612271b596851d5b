package turtlelab.node.discovery.srv;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.join.base.Clock;
import turtlelab.join.srv.Dns;
import turtlelab.join.srv.DnsFailure;
import turtlelab.join.srv.OwnNameServer;
import turtlelab.join.srv.SrvCluster;
import turtlelab.join.srv.SrvCluster.Found;
import turtlelab.node.discovery.BootstrapFlags;
import turtlelab.node.discovery.BootstrapFlags.InitialList;
import turtlelab.node.discovery.Finding;
import turtlelab.node.discovery.Founders;

/**
 * Takes the first members from SRV records. Where a number is expected, waits until DNS names as
 * many: a node that starts on half a list founds another cluster than the rest.
 */
public final class SrvFounders {
    private static final Logger LOG = LoggerFactory.getLogger(SrvFounders.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Finding.InDns finding;
    private final Dns dns;
    private final Clock clock;

    SrvFounders(Finding.InDns finding, Dns dns, Clock clock) {
        this.finding = finding;
        this.dns = dns;
        this.clock = clock;
    }

    /** Asks whom this process asks for every name. */
    public static SrvFounders of(Finding.InDns finding) {
        return new SrvFounders(finding, OwnNameServer.dns(), Clock.SYSTEM);
    }

    /** Looks, or waits and looks, and puts the founders into the flags. */
    public Founders find(BootstrapFlags flags) throws InterruptedException {
        var patience = finding.patience();
        if (patience.expected() == 0) {
            LOG.warn(
                    "without --discovery-srv-expect this node takes whatever DNS names now; if that"
                            + " is not yet the whole cluster, it founds one of its own");
            return look().map(found -> founders(found, flags)).orElseGet(this::nothing);
        }
        var begin = clock.nanos();
        var told = "";
        while (true) {
            var found = look();
            var seen = found.map(it -> it.targets().size()).orElse(0);
            if (seen > patience.expected()) {
                return refused(
                        "DNS names %d members where --discovery-srv-expect says %d: %s"
                                .formatted(seen, patience.expected(), targets(found)));
            }
            if (seen == patience.expected() && isWhole(found)) {
                return founders(found.orElseThrow(), flags);
            }
            if (clock.since(begin).compareTo(patience.limit()) >= 0) {
                return refused(
                        "DNS names %d of %d members after %d s: %s"
                                .formatted(
                                        seen,
                                        patience.expected(),
                                        patience.limit().toSeconds(),
                                        targets(found)));
            }
            told = tell(seen, targets(found), told);
            clock.pause(PAUSE);
        }
    }

    private String tell(int seen, String targets, String told) {
        if (!targets.equals(told)) {
            var expected = finding.patience().expected();
            LOG.info(
                    "DNS names {} of {} members, waiting for the rest: {}",
                    seen,
                    expected,
                    targets);
        }
        return targets;
    }

    private static boolean isWhole(Optional<Found> found) {
        return found.filter(it -> it.entries().size() >= it.targets().size()).isPresent();
    }

    private static String targets(Optional<Found> found) {
        return found.map(
                        it ->
                                String.join(", ", it.targets())
                                        + (it.problems().isEmpty() ? "" : " " + it.problems()))
                .orElse("nothing");
    }

    private String failure = "";

    private Optional<Found> look() {
        try {
            return Optional.of(new SrvCluster(dns).look(finding.question()));
        } catch (DnsFailure e) {
            failure = String.valueOf(e.getMessage());
            return Optional.empty();
        }
    }

    private Founders nothing() {
        return refused(failure);
    }

    private Founders founders(Found found, BootstrapFlags flags) {
        var list = found.initialCluster();
        if (found.entries().stream().noneMatch(it -> it.startsWith(flags.name() + "="))) {
            return refused(
                    "cannot find local etcd member \"%s\" in SRV records%n%s"
                            .formatted(
                                    flags.name(),
                                    SrvCluster.comparison(finding.question(), found)));
        }
        LOG.info("DNS names the first members: {}", list);
        return new Founders.Known(
                new BootstrapFlags(
                        flags.name(),
                        flags.advertisedPeerUrls(),
                        new InitialList(list, flags.list().token()),
                        flags.existing()));
    }

    private static Founders refused(String why) {
        return new Founders.Refused("error setting up initial cluster: " + why);
    }
}
