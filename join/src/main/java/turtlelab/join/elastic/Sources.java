package turtlelab.join.elastic;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import turtlelab.join.registry.Entry;
import turtlelab.join.registry.Registry;
import turtlelab.join.registry.RegistryRefused;
import turtlelab.join.srv.Dns;
import turtlelab.join.srv.DnsFailure;

/** The three places where members may be listed. */
public final class Sources {
    private Sources() {}

    /** A discovery service. */
    public static Source service(Registry registry, String url) {
        return new AtService(registry, url);
    }

    /** SRV records of a domain. */
    public static Source dns(Dns dns, String domain, String suffix) {
        return new InDns(dns, domain, suffix);
    }

    /** Client URLs of some members. */
    public static Source seeds(List<String> clientUrls) {
        return new Seeds(List.copyOf(clientUrls));
    }

    private record AtService(Registry registry, String url) implements Source {
        @Override
        public String where() {
            return "discovery service " + url;
        }

        @Override
        public List<Listed> list(Journal journal) throws IOException, RegistryRefused {
            var listed = new ArrayList<Listed>();
            for (var entry : registry.list().entries()) {
                read(entry, journal).ifPresent(listed::add);
            }
            return listed;
        }

        private static Optional<Listed> read(Entry entry, Journal journal) {
            var names = new HashSet<String>();
            var urls = new ArrayList<String>();
            for (var part : entry.value().split(",", -1)) {
                var equals = part.indexOf('=');
                if (equals < 1 || !isUrl(part.substring(equals + 1))) {
                    journal.warn("entry %s is no name=url: \"%s\"".formatted(entry.id(), part));
                    return Optional.empty();
                }
                names.add(part.substring(0, equals));
                urls.add(part.substring(equals + 1));
            }
            if (names.size() > 1) {
                journal.warn("entry %s has several names: %s".formatted(entry.id(), names));
                return Optional.empty();
            }
            return Optional.of(new Listed(urls, List.of()));
        }

        @Override
        public OptionalInt size() throws IOException, RegistryRefused {
            var text =
                    registry.size()
                            .orElseThrow(
                                    () -> new RegistryRefused("discovery: size key not found"));
            if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) == 0) {
                throw new RegistryRefused("discovery: size key is bad (\"" + text + "\")");
            }
            return OptionalInt.of(Integer.parseInt(text));
        }

        @Override
        public boolean founds() {
            return true;
        }

        @Override
        public void note(String id, String value) throws IOException, RegistryRefused {
            registry.put(id, value);
        }

        @Override
        public void forget(String id) throws IOException, RegistryRefused {
            registry.delete(id);
        }
    }

    private record InDns(Dns dns, String domain, String suffix) implements Source {
        @Override
        public String where() {
            return "SRV records of " + domain;
        }

        @Override
        public List<Listed> list(Journal journal) throws DnsFailure {
            var listed = new ArrayList<Listed>();
            var failures = new ArrayList<String>();
            var tail = suffix.isEmpty() ? "" : "-" + suffix;
            for (var scheme : List.of("https", "http")) {
                var service = (scheme.equals("https") ? "etcd-server-ssl" : "etcd-server") + tail;
                try {
                    for (var target : dns.targets(service, domain)) {
                        var url = scheme + "://" + target.hostPort();
                        listed.add(new Listed(List.of(url), List.of()));
                    }
                } catch (DnsFailure e) {
                    failures.add(String.valueOf(e.getMessage()));
                }
            }
            if (listed.isEmpty()) {
                throw new DnsFailure(String.join("; ", failures), true);
            }
            return listed;
        }

        @Override
        public OptionalInt size() {
            return OptionalInt.empty();
        }

        @Override
        public boolean founds() {
            return true;
        }

        @Override
        public void note(String id, String value) {}

        @Override
        public void forget(String id) {}
    }

    private record Seeds(List<String> urls) implements Source {
        @Override
        public String where() {
            return "seeds " + String.join(",", urls);
        }

        @Override
        public List<Listed> list(Journal journal) {
            return urls.stream().map(url -> new Listed(List.of(), List.of(url))).toList();
        }

        @Override
        public OptionalInt size() {
            return OptionalInt.empty();
        }

        @Override
        public boolean founds() {
            return false;
        }

        @Override
        public void note(String id, String value) {}

        @Override
        public void forget(String id) {}
    }

    /** Whether it is an address of the kind that members have; IPv6 in brackets too. */
    static boolean isUrl(String text) {
        try {
            var uri = URI.create(text);
            var scheme = uri.getScheme();
            return ("http".equals(scheme) || "https".equals(scheme))
                    && uri.getHost() != null
                    && uri.getPort() > 0;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
