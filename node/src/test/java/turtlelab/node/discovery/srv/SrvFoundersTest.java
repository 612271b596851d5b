package turtlelab.node.discovery.srv;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import turtlelab.join.base.Clock;
import turtlelab.join.srv.Dns;
import turtlelab.join.srv.DnsFailure;
import turtlelab.join.srv.SrvCluster.Question;
import turtlelab.join.srv.SrvTarget;
import turtlelab.node.base.UrlSet;
import turtlelab.node.discovery.BootstrapFlags;
import turtlelab.node.discovery.BootstrapFlags.InitialList;
import turtlelab.node.discovery.Finding;
import turtlelab.node.discovery.Founders;

class SrvFoundersTest {
    private static final Map<String, String> ADDRESSES =
            Map.of("n1.x", "127.0.0.1", "n2.x", "127.0.0.2", "n3.x", "127.0.0.3");

    /** What DNS says, look after look; the last answer stays. */
    private final Deque<List<SrvTarget>> looks = new ArrayDeque<>();

    private long nanos;

    private final Dns dns =
            new Dns() {
                @Override
                public List<SrvTarget> targets(String service, String domain) throws DnsFailure {
                    if (!service.equals("etcd-server")) {
                        throw new DnsFailure("lookup " + service + ": no such host", true);
                    }
                    return looks.size() > 1 ? looks.removeFirst() : looks.getFirst();
                }

                @Override
                public Optional<Duration> missRemembered(String domain) {
                    return Optional.empty();
                }

                @Override
                public List<String> addresses(String host) throws DnsFailure {
                    var address = ADDRESSES.get(host);
                    if (address == null) {
                        throw new DnsFailure("lookup " + host + ": no such host", true);
                    }
                    return List.of(address);
                }
            };

    private final Clock clock =
            new Clock() {
                @Override
                public long nanos() {
                    return nanos;
                }

                @Override
                public void pause(Duration length) {
                    nanos += length.toNanos();
                }
            };

    private static List<SrvTarget> targets(String... hosts) {
        return java.util.Arrays.stream(hosts).map(it -> new SrvTarget(0, 0, 2380, it)).toList();
    }

    private Founders find(int expected) throws InterruptedException {
        var question = new Question("x", "", "one", List.of("http://n1.x:2380"));
        var patience = new Finding.Patience(expected, Duration.ofSeconds(30));
        var flags =
                new BootstrapFlags(
                        "one",
                        UrlSet.parse("http://n1.x:2380"),
                        new InitialList("one=http://n1.x:2380", "token"),
                        false);
        return new SrvFounders(new Finding.InDns(question, patience), dns, clock).find(flags);
    }

    private static String list(Founders founders) {
        return founders instanceof Founders.Known(var flags)
                ? flags.list().text()
                : ((Founders.Refused) founders).reason();
    }

    @Test
    void itWaitsUntilDnsIsWhole() throws InterruptedException {
        looks.add(targets("n1.x"));
        looks.add(targets("n1.x", "n2.x"));
        looks.add(targets("n1.x", "n2.x", "n3.x"));
        assertThat(list(find(3)))
                .isEqualTo("one=http://n1.x:2380,0=http://n2.x:2380,1=http://n3.x:2380");
        assertThat(nanos).isEqualTo(Duration.ofSeconds(2).toNanos());
    }

    /** The accident of the seed: whoever does not wait founds a cluster of its own. */
    @Test
    void withoutANumberItTakesWhatIsThere() throws InterruptedException {
        looks.add(targets("n1.x"));
        looks.add(targets("n1.x", "n2.x"));
        assertThat(list(find(0))).isEqualTo("one=http://n1.x:2380");
    }

    @Test
    void aTargetWithoutAnAddressIsNotThereYet() throws InterruptedException {
        looks.add(targets("n1.x", "n9.x"));
        looks.add(targets("n1.x", "n2.x"));
        assertThat(list(find(2))).isEqualTo("one=http://n1.x:2380,0=http://n2.x:2380");
    }

    @Test
    void moreThanExpectedIsRefusedAtOnce() throws InterruptedException {
        looks.add(targets("n1.x", "n2.x", "n3.x"));
        assertThat(list(find(2)))
                .contains("DNS names 3 members where --discovery-srv-expect says 2");
        assertThat(nanos).isZero();
    }

    @Test
    void whoIsNotNamedSeesTheComparison() throws InterruptedException {
        looks.add(targets("n2.x", "n3.x"));
        assertThat(list(find(2)))
                .startsWith(
                        "error setting up initial cluster: cannot find local etcd member \"one\"")
                .contains("SRV records lead to n2.x:2380, n3.x:2380")
                .contains("our own peer URLs are http://n1.x:2380");
    }

    @Test
    void aWrongPortIsShownBesideTheRightOne() throws InterruptedException {
        looks.add(List.of(new SrvTarget(0, 0, 2379, "n1.x"), new SrvTarget(0, 0, 2380, "n2.x")));
        assertThat(list(find(2)))
                .startsWith(
                        "error setting up initial cluster: cannot find local etcd member \"one\"")
                .contains("n1.x:2379")
                .contains("http://n1.x:2380");
    }

    @Test
    void theWaitEndsWithWhatWasSeen() throws InterruptedException {
        looks.add(targets("n1.x"));
        assertThat(list(find(3))).contains("DNS names 1 of 3 members after 30 s: n1.x:2380");
    }
}
