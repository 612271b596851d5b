package turtlelab.join.srv;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Finds client URLs in SRV records, best first: by priority, and among equals by chance in
 * proportion to their weights (RFC 2782). etcd takes them in whatever order they come.
 */
public final class SrvEndpoints {
    private final Dns dns;
    private final RandomGenerator chance;

    public SrvEndpoints(Dns dns, RandomGenerator chance) {
        this.dns = dns;
        this.chance = chance;
    }

    /**
     * The client URLs behind a domain: secure ones, then plain ones.
     *
     * @param suffix {@code --discovery-srv-name}; may be empty
     * @param withPlain whether {@code http} ones count
     * @throws DnsFailure when there are none; tells both reasons
     */
    public List<String> find(String domain, String suffix, boolean withPlain) throws DnsFailure {
        var tail = suffix.isEmpty() ? "" : "-" + suffix;
        var urls = new ArrayList<String>();
        var failures = new ArrayList<String>();
        take("https", "etcd-client-ssl" + tail, domain, urls, failures);
        if (withPlain) {
            take("http", "etcd-client" + tail, domain, urls, failures);
        }
        if (urls.isEmpty()) {
            throw new DnsFailure(String.join("; ", failures), true);
        }
        return urls;
    }

    private void take(
            String scheme,
            String service,
            String domain,
            List<String> urls,
            List<String> failures) {
        try {
            for (var target : ordered(dns.targets(service, domain))) {
                urls.add(scheme + "://" + target.hostPort());
            }
        } catch (DnsFailure e) {
            failures.add(String.valueOf(e.getMessage()));
        }
    }

    List<SrvTarget> ordered(List<SrvTarget> targets) {
        var byPriority =
                targets.stream().collect(Collectors.groupingBy(SrvTarget::priority)).entrySet();
        return byPriority.stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .flatMap(entry -> drawn(entry.getValue()).stream())
                .toList();
    }

    /** Those of weight 0 stand in front of the sum, as the RFC asks, so that they have a chance. */
    private List<SrvTarget> drawn(List<SrvTarget> equals) {
        var left = new ArrayList<>(equals);
        left.sort(Comparator.comparingInt(SrvTarget::weight));
        var drawn = new ArrayList<SrvTarget>();
        while (!left.isEmpty()) {
            var sum = left.stream().mapToInt(SrvTarget::weight).sum();
            int mark = chance.nextInt(sum + 1);
            int at = 0;
            for (int run = left.getFirst().weight(); run < mark; run += left.get(at).weight()) {
                at++;
            }
            drawn.add(left.remove(at));
        }
        return drawn;
    }
}
