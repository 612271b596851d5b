package turtlelab.join.srv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How a list of first members comes out of SRV records (etcd reference D.4). */
class SrvClusterTest {
    private final Map<String, List<SrvTarget>> zone = new HashMap<>();
    private final SrvCluster cluster = new SrvCluster(new Zone(zone));

    private static List<SrvTarget> targets(String... hosts) {
        return Stream.of(hosts).map(host -> new SrvTarget(0, 0, 2380, host)).toList();
    }

    private SrvCluster.Found look(String suffix, String ownUrl) throws DnsFailure {
        return cluster.look(new SrvCluster.Question("lab.test", suffix, "me", List.of(ownUrl)));
    }

    /** etcd 3.4 forgets the plain ones when their look-up succeeds. */
    @Test
    void bothServicesCountAndTheOthersAreNumberedThroughBoth() throws DnsFailure {
        zone.put("etcd-server-ssl", targets("n1", "n2"));
        zone.put("etcd-server", targets("n3", "n4"));
        assertThat(look("", "http://n3:2380").initialCluster())
                .isEqualTo(
                        "0=https://n1:2380,1=https://n2:2380,me=http://n3:2380,2=http://n4:2380");
    }

    @Test
    void aNameOfTheClusterIsPartOfTheService() throws DnsFailure {
        zone.put("etcd-server-blue", targets("n1"));
        assertThat(look("blue", "http://n1:2380").initialCluster()).isEqualTo("me=http://n1:2380");
    }

    /** It is the resolved address that decides, not the name. */
    @Test
    void whoeverLivesWhereWeDoGetsOurName() throws DnsFailure {
        zone.put("etcd-server", targets("alias-of-n1", "n2"));
        assertThat(look("", "http://n1:2380").initialCluster())
                .isEqualTo("me=http://alias-of-n1:2380,0=http://n2:2380");
    }

    @Test
    void anotherSchemeThanOursIsAProblemOfThatEntry() throws DnsFailure {
        zone.put("etcd-server", targets("n1", "n2"));
        var found = look("", "https://n1:2380");
        assertThat(found.initialCluster()).isEqualTo("0=http://n2:2380");
        assertThat(found.problems())
                .containsExactly(
                        "bootstrap at http://n1:2380 from DNS for etcd-server has scheme mismatch"
                                + " with expected peer https://n1:2380");
    }

    @Test
    void aTargetWithoutAnAddressIsLeftOut() throws DnsFailure {
        zone.put("etcd-server", targets("n1", "nowhere"));
        var found = look("", "http://n1:2380");
        assertThat(found.initialCluster()).isEqualTo("me=http://n1:2380");
        assertThat(found.targets()).containsExactly("n1:2380", "nowhere:2380");
        assertThat(found.problems())
                .containsExactly("cannot resolve nowhere:2380, which etcd-server names");
    }

    @Test
    void onlyWhenBothServicesGiveNothingItFailsWithBothReasons() {
        assertThatThrownBy(() -> look("", "http://n1:2380"))
                .isInstanceOf(DnsFailure.class)
                .hasMessage(
                        "error querying DNS SRV records for _etcd-server-ssl no etcd-server-ssl; no"
                                + " etcd-server");
    }

    private record Zone(Map<String, List<SrvTarget>> services) implements Dns {
        @Override
        public List<SrvTarget> targets(String service, String domain) throws DnsFailure {
            var targets = services.get(service);
            if (targets == null) {
                throw new DnsFailure("no " + service, true);
            }
            return targets;
        }

        @Override
        public Optional<Duration> missRemembered(String domain) {
            return Optional.empty();
        }

        @Override
        public List<String> addresses(String host) throws DnsFailure {
            if (host.equals("nowhere")) {
                throw new DnsFailure("no such host", true);
            }
            return List.of(host.replace("alias-of-", "at-").replaceFirst("^n", "at-n"));
        }
    }
}
