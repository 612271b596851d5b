package turtlelab.join.srv;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the list of first members out of SRV records, by the rules of etcd 3.5: the secure and the
 * plain service together; whoever lives where we do gets our name, the others get numbers.
 */
public final class SrvCluster {
    private static final Logger LOG = LoggerFactory.getLogger(SrvCluster.class);

    private final Dns dns;

    public SrvCluster(Dns dns) {
        this.dns = dns;
    }

    /**
     * Where to look, and who asks.
     *
     * @param suffix {@code --discovery-srv-name}; may be empty
     */
    public record Question(String domain, String suffix, String name, List<String> peerUrls) {
        public Question {
            peerUrls = List.copyOf(peerUrls);
        }

        private String service(String service) {
            return suffix.isEmpty() ? service : service + "-" + suffix;
        }
    }

    /**
     * What was found.
     *
     * @param entries {@code name=url}
     * @param targets {@code host:port} of every record, resolvable or not
     * @param problems why some records do not count
     */
    public record Found(List<String> entries, Set<String> targets, List<String> problems) {
        public String initialCluster() {
            return String.join(",", entries);
        }
    }

    /**
     * Looks once.
     *
     * @throws DnsFailure when there is nothing to be had
     */
    public Found look(Question question) throws DnsFailure {
        var search = new Search(question);
        var secure = search.take("https", question.service("etcd-server-ssl"));
        var plain = search.take("http", question.service("etcd-server"));
        if (search.entries.isEmpty()) {
            var missing = secure.isPresent() && plain.isPresent();
            throw new DnsFailure(
                    "error querying DNS SRV records for _%s %s"
                            .formatted(
                                    question.service("etcd-server-ssl"),
                                    String.join("; ", search.failures)),
                    missing);
        }
        return new Found(search.entries, search.targets, search.problems);
    }

    private final class Search {
        private final Question question;
        private final Map<String, String> own = new HashMap<>();
        private final List<String> entries = new ArrayList<>();
        private final Set<String> targets = new LinkedHashSet<>();
        private final List<String> problems = new ArrayList<>();
        private final List<String> failures = new ArrayList<>();
        private int number;

        Search(Question question) {
            this.question = question;
            for (var url : question.peerUrls()) {
                var uri = URI.create(url);
                resolve(uri.getHost(), uri.getPort()).ifPresent(it -> own.put(it, url));
            }
        }

        /** Why a service gave nothing; empty when it gave something. */
        Optional<String> take(String scheme, String service) {
            try {
                var records = dns.targets(service, question.domain());
                records.forEach(record -> take(scheme, service, record));
                return Optional.empty();
            } catch (DnsFailure e) {
                failures.add(String.valueOf(e.getMessage()));
                return Optional.of(String.valueOf(e.getMessage()));
            }
        }

        private void take(String scheme, String service, SrvTarget target) {
            targets.add(target.hostPort());
            var place = resolve(target.host(), target.port());
            if (place.isEmpty()) {
                problem("cannot resolve %s, which %s names".formatted(target.hostPort(), service));
                return;
            }
            var ownUrl = own.get(place.get());
            if (ownUrl != null && !ownUrl.startsWith(scheme + "://")) {
                problem(
                        ("bootstrap at %s://%s from DNS for %s has scheme mismatch with expected"
                                        + " peer %s")
                                .formatted(scheme, target.hostPort(), service, ownUrl));
                return;
            }
            var name = ownUrl == null ? String.valueOf(number++) : question.name();
            entries.add("%s=%s://%s".formatted(name, scheme, target.hostPort()));
        }

        private void problem(String text) {
            LOG.warn("{}", text);
            problems.add(text);
            failures.add(text);
        }

        private Optional<String> resolve(String host, int port) {
            try {
                return dns.addresses(host).stream().findFirst().map(it -> it + ":" + port);
            } catch (DnsFailure e) {
                LOG.debug("{}", e.getMessage());
                return Optional.empty();
            }
        }
    }

    /** The table that explains why nobody in DNS is us. */
    public static String comparison(Question question, Found found) {
        return "SRV records lead to %s; our own peer URLs are %s%s"
                .formatted(
                        String.join(", ", found.targets()),
                        String.join(", ", question.peerUrls()),
                        found.problems().isEmpty()
                                ? ""
                                : " (" + String.join("; ", found.problems()) + ")");
    }
}
