package turtlelab.join.elastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import turtlelab.join.registry.Entry;
import turtlelab.join.registry.Listing;
import turtlelab.join.registry.Registry;
import turtlelab.join.registry.RegistryRefused;
import turtlelab.join.srv.Dns;
import turtlelab.join.srv.DnsFailure;
import turtlelab.join.srv.SrvTarget;

/** What is read from the places that list members, and what is left out with a warning. */
class SourcesTest {
    private final Journal journal = new Journal();

    private static Source service(String size, String... values) {
        return Sources.service(new Listed(size, List.of(values)), "http://h/t");
    }

    @Test
    void anEntryMayHaveSeveralUrlsAndIpv6Ones() throws Exception {
        var source = service("3", "a=http://10.1.1.1:2380,a=http://[fd00::1]:2380");
        assertThat(source.list(journal))
                .containsExactly(
                        new Source.Listed(
                                List.of("http://10.1.1.1:2380", "http://[fd00::1]:2380"),
                                List.of()));
        assertThat(journal.lines()).isEmpty();
    }

    /** The original took a value without "=" for an index, and ended. */
    @Test
    void entriesThatCannotBeReadAreLeftOutWithAWarning() throws Exception {
        var source =
                service(
                        "3",
                        "http://10.1.1.1:2380",
                        "",
                        "a=10.1.1.2:2380",
                        "a=http://10.1.1.3:2380,b=http://10.1.1.4:2380",
                        "c=http://10.1.1.5:2380");
        assertThat(source.list(journal)).hasSize(1);
        assertThat(journal.lines())
                .hasSize(4)
                .allMatch(it -> it.startsWith("warning: entry "))
                .anyMatch(it -> it.contains("is no name=url: \"http://10.1.1.1:2380\""))
                .anyMatch(it -> it.contains("has several names"));
    }

    @Test
    void aSizeThatIsNoneIsARefusalOfItsOwn() throws Exception {
        assertThat(service("3").size()).hasValue(3);
        for (var nonsense : new String[] {"three", "0", "-1", "99999"}) {
            assertThatThrownBy(() -> service(nonsense).size())
                    .isInstanceOf(RegistryRefused.class)
                    .hasMessage("discovery: size key is bad (\"" + nonsense + "\")");
        }
        assertThatThrownBy(() -> service("").size()).hasMessage("discovery: size key not found");
    }

    @Test
    void dnsListsSecureMembersFirstAndBothReasonsWhenThereAreNone() throws Exception {
        var zone = Map.of("etcd-server-ssl-blue", "s", "etcd-server-blue", "p");
        assertThat(Sources.dns(new Zone(zone), "lab.test", "blue").list(journal))
                .extracting(it -> it.peerUrls().getFirst())
                .containsExactly("https://s:2380", "http://p:2380");
        var none = Sources.dns(new Zone(Map.of()), "lab.test", "");
        assertThatThrownBy(() -> none.list(journal))
                .isInstanceOf(DnsFailure.class)
                .hasMessage("no etcd-server-ssl; no etcd-server");
    }

    private record Listed(String sizeKey, List<String> values) implements Registry {
        @Override
        public Optional<String> size() {
            return Optional.of(sizeKey).filter(it -> !it.isEmpty());
        }

        @Override
        public Listing list() {
            var entries =
                    values.stream().map(it -> new Entry("id", it, values.indexOf(it))).toList();
            return new Listing(entries, values.size());
        }

        @Override
        public boolean create(String id, String value) {
            return false;
        }

        @Override
        public void put(String id, String value) {}

        @Override
        public boolean delete(String id) {
            return false;
        }

        @Override
        public void await(long index, Duration limit) {}
    }

    private record Zone(Map<String, String> hosts) implements Dns {
        @Override
        public List<SrvTarget> targets(String service, String domain) throws DnsFailure {
            var host = hosts.get(service);
            if (host == null) {
                throw new DnsFailure("no " + service, true);
            }
            return List.of(new SrvTarget(0, 0, 2380, host));
        }

        @Override
        public Optional<Duration> missRemembered(String domain) {
            return Optional.empty();
        }

        @Override
        public List<String> addresses(String host) {
            return List.of();
        }
    }
}
