package turtlelab.join.srv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The order of SRV targets, and what they become. */
class SrvEndpointsTest {
    private static final int DRAWS = 10_000;

    private final Map<String, List<SrvTarget>> zone = new HashMap<>();
    private final SrvEndpoints endpoints = new SrvEndpoints(new FakeDns(), new SplittableRandom(7));

    @Test
    void secureUrlsComeFirst() throws DnsFailure {
        zone.put("etcd-client", List.of(target(0, 0, "plain")));
        zone.put("etcd-client-ssl", List.of(target(0, 0, "secure")));
        assertThat(endpoints.find("lab.test", "", true))
                .containsExactly("https://secure:2379", "http://plain:2379");
        assertThat(endpoints.find("lab.test", "", false)).containsExactly("https://secure:2379");
    }

    @Test
    void aNameOfTheClusterIsPartOfTheService() throws DnsFailure {
        zone.put("etcd-client-blue", List.of(target(0, 0, "b")));
        assertThat(endpoints.find("lab.test", "blue", true)).containsExactly("http://b:2379");
    }

    @Test
    void withoutAnyBothReasonsAreTold() {
        assertThatThrownBy(() -> endpoints.find("lab.test", "", true))
                .isInstanceOf(DnsFailure.class)
                .hasMessage("no _etcd-client-ssl; no _etcd-client");
    }

    @Test
    void aLowerPriorityIsAskedFirst() {
        var targets = List.of(target(20, 9, "c"), target(0, 0, "a"), target(10, 5, "b"));
        assertThat(endpoints.ordered(targets))
                .extracting(SrvTarget::host)
                .containsExactly("a", "b", "c");
    }

    /** RFC 2782: in proportion to their weights. */
    @Test
    void amongEqualsTheHeavierIsFirstMoreOften() {
        var targets = List.of(target(0, 10, "light"), target(0, 30, "heavy"));
        assertThat(firsts(targets, "heavy")).isBetween(0.70, 0.80);
    }

    /** RFC 2782: "very small chance", but a chance. */
    @Test
    void aWeightOfZeroIsSeldomFirstButSometimes() {
        var targets = List.of(target(0, 0, "none"), target(0, 99, "heavy"));
        assertThat(firsts(targets, "none")).isBetween(0.001, 0.03);
    }

    @Test
    void everybodyIsThereOnce() {
        var targets = IntStream.range(0, 50).mapToObj(i -> target(i % 3, i % 5, "n" + i)).toList();
        assertThat(endpoints.ordered(targets)).containsExactlyInAnyOrderElementsOf(targets);
    }

    private double firsts(List<SrvTarget> targets, String host) {
        var first =
                IntStream.range(0, DRAWS)
                        .filter(_ -> endpoints.ordered(targets).getFirst().host().equals(host))
                        .count();
        return (double) first / DRAWS;
    }

    private static SrvTarget target(int priority, int weight, String host) {
        return new SrvTarget(priority, weight, 2379, host);
    }

    private final class FakeDns implements Dns {
        @Override
        public List<SrvTarget> targets(String service, String domain) throws DnsFailure {
            var found = zone.get(service);
            if (found == null) {
                throw new DnsFailure("no _" + service, true);
            }
            return found;
        }

        @Override
        public List<String> addresses(String host) {
            return List.of(host);
        }

        @Override
        public Optional<Duration> missRemembered(String domain) {
            return Optional.empty();
        }
    }
}
