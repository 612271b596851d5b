package turtlelab.labctl.dns;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import turtlelab.join.cluster.Member;
import turtlelab.labctl.dns.provider.Provider;
import turtlelab.labctl.exec.Time;

/**
 * Makes the records of a domain what the membership is. What comes, comes address first; what goes,
 * goes services first, and its address only when nobody remembers the services any more.
 */
public record Sync(Provider provider, String domain, long ttlSeconds, Time time) {

    /** What was put right. */
    public record Changes(List<Record> added, List<Record> removed) {
        public boolean none() {
            return added.isEmpty() && removed.isEmpty();
        }
    }

    /** What has to be put right; changes nothing. */
    public Changes compare(List<Member> members) {
        var present = provider.records();
        var wanted = new ArrayList<Record>();
        members.stream().filter(Member::started).forEach(it -> wanted.addAll(records(it, present)));
        var added = wanted.stream().filter(it -> !present.contains(it)).toList();
        var removed =
                present.stream()
                        .filter(it -> isOfCluster(it, present) && !wanted.contains(it))
                        .toList();
        return new Changes(added, removed);
    }

    /** Puts it right. */
    public void apply(Changes changes) throws InterruptedException {
        if (!changes.added().isEmpty()) {
            provider.add(changes.added());
        }
        var services = changes.removed().stream().filter(SRVRecord.class::isInstance).toList();
        var hosts = changes.removed().stream().filter(it -> !services.contains(it)).toList();
        if (!services.isEmpty()) {
            provider.remove(services);
        }
        if (!hosts.isEmpty()) {
            if (!services.isEmpty()) {
                time.pause(Duration.ofSeconds(ttlSeconds));
            }
            provider.remove(hosts);
        }
    }

    private List<Record> records(Member member, List<Record> present) {
        var records = new ArrayList<Record>();
        for (var url : member.peerUrls()) {
            add(records, NodeRecords.SERVER, member, URI.create(url), present);
        }
        for (var url : member.clientUrls()) {
            add(records, NodeRecords.CLIENT, member, URI.create(url), present);
        }
        return records.stream().distinct().toList();
    }

    private void add(
            List<Record> records, String service, Member member, URI url, List<Record> present) {
        var host = url.getHost().replaceAll("[\\[\\]]", "");
        boolean isNamed = host.endsWith("." + domain);
        var name = NodeRecords.name(isNamed ? host : member.name() + "." + domain);
        if (isNamed) {
            present.stream().filter(it -> isAddressOf(it, name)).forEach(records::add);
        } else if (host.matches("[0-9.]+")) {
            records.add(new ARecord(name, DClass.IN, ttlSeconds, literal(host)));
        } else if (host.contains(":")) {
            records.add(new AAAARecord(name, DClass.IN, ttlSeconds, literal(host)));
        }
        var at = NodeRecords.name(service + "." + domain);
        records.add(new SRVRecord(at, DClass.IN, ttlSeconds, 0, 0, url.getPort(), name));
    }

    private static java.net.InetAddress literal(String host) {
        return java.net.InetAddress.ofLiteral(host);
    }

    private static boolean isAddressOf(Record record, Name name) {
        return !(record instanceof SRVRecord) && record.getName().equals(name);
    }

    /** Our two services, and the hosts that they name; whatever else is there is not ours. */
    private boolean isOfCluster(Record record, List<Record> present) {
        var server = NodeRecords.name(NodeRecords.SERVER + "." + domain);
        var client = NodeRecords.name(NodeRecords.CLIENT + "." + domain);
        if (record instanceof SRVRecord) {
            return record.getName().equals(server) || record.getName().equals(client);
        }
        return present.stream()
                .filter(SRVRecord.class::isInstance)
                .map(SRVRecord.class::cast)
                .filter(it -> it.getName().equals(server) || it.getName().equals(client))
                .anyMatch(it -> it.getTarget().equals(record.getName()));
    }
}
