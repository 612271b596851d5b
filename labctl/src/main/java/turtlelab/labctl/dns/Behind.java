package turtlelab.labctl.dns;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import turtlelab.join.base.Reason;
import turtlelab.join.cluster.Cluster;
import turtlelab.join.cluster.ClusterRefused;
import turtlelab.join.srv.Dns;
import turtlelab.join.srv.DnsFailure;
import turtlelab.labctl.exec.InParallel;

/**
 * Compares what DNS says about a cluster with what the nodes behind it say: one domain should lead
 * to one cluster, and to all of its members.
 */
public record Behind(String domain, Dns dns, Duration limit) {
    /**
     * Something found.
     *
     * @param problem whether it is wrong, rather than worth knowing
     */
    public record Remark(boolean problem, String text, String cure) {}

    /** What one target said of itself. */
    private record Said(String url, long cluster, Set<String> peerUrls, String failure) {}

    /** What is there to say. */
    public List<Remark> look() throws InterruptedException {
        var remarks = new ArrayList<Remark>();
        var clients = targets("etcd-client", remarks);
        var servers = targets("etcd-server", remarks);
        var said = InParallel.map(clients, this::ask);
        said.stream()
                .filter(it -> !it.failure().isEmpty())
                .forEach(
                        it ->
                                remarks.add(
                                        new Remark(
                                                true,
                                                "%s does not answer (%s)"
                                                        .formatted(it.url(), it.failure()),
                                                "start it, or `labctl dns rm` its records")));
        var clusters = new TreeMap<Long, List<String>>();
        said.stream()
                .filter(it -> it.failure().isEmpty())
                .forEach(
                        it ->
                                clusters.computeIfAbsent(it.cluster(), _ -> new ArrayList<>())
                                        .add(it.url()));
        if (clusters.size() > 1) {
            remarks.add(split(clusters));
        }
        if (clusters.size() == 1) {
            remarks.addAll(compare(servers, said));
        }
        return remarks;
    }

    private Remark split(TreeMap<Long, List<String>> clusters) {
        var parts = new ArrayList<String>();
        clusters.forEach(
                (id, urls) ->
                        parts.add(
                                "%s at %s"
                                        .formatted(Long.toHexString(id), String.join(", ", urls))));
        return new Remark(
                true,
                "split bootstrap: %d cluster IDs behind one domain %s: %s"
                        .formatted(clusters.size(), domain, String.join("; ", parts)),
                "a node was started before all records were there: stop the smaller cluster, wipe"
                        + " its data, `labctl dns wait`, start again");
    }

    private List<Remark> compare(List<String> servers, List<Said> said) {
        var remarks = new ArrayList<Remark>();
        var members = new HashSet<String>();
        said.forEach(it -> it.peerUrls().forEach(url -> members.add(placed(url))));
        var records = new HashSet<String>();
        servers.forEach(url -> records.add(placed(url)));
        for (var member : members) {
            if (!records.contains(member)) {
                remarks.add(
                        new Remark(
                                true,
                                "the member %s has no record".formatted(member),
                                "labctl dns sync"));
            }
        }
        for (var record : records) {
            if (!members.contains(record)) {
                remarks.add(
                        new Remark(
                                true,
                                "the record of %s is stale: no member is there".formatted(record),
                                "labctl dns sync"));
            }
        }
        if (remarks.isEmpty()) {
            remarks.add(
                    new Remark(
                            false,
                            "%s leads to one cluster with %d members, all in DNS"
                                    .formatted(domain, members.size()),
                            ""));
        }
        return remarks;
    }

    private List<String> targets(String service, List<Remark> remarks) {
        try {
            return dns.targets(service, domain).stream()
                    .map(target -> "http://" + target.hostPort())
                    .toList();
        } catch (DnsFailure e) {
            remarks.add(new Remark(true, String.valueOf(e.getMessage()), "labctl dns add"));
            return List.of();
        }
    }

    private Said ask(String url) {
        try {
            var cluster = new Cluster(List.of(resolved(url)), limit);
            var peerUrls = new HashSet<String>();
            cluster.members().forEach(member -> peerUrls.addAll(member.peerUrls()));
            return new Said(url, cluster.status().cluster(), peerUrls, "");
        } catch (IOException e) {
            return new Said(url, 0, Set.of(), Reason.of(e));
        } catch (ClusterRefused | DnsFailure e) {
            return new Said(url, 0, Set.of(), String.valueOf(e.getMessage()));
        }
    }

    /** Where a URL leads, so that a name and its address compare as equal. */
    private String placed(String url) {
        try {
            return resolved(url);
        } catch (DnsFailure _) {
            return url;
        }
    }

    /** The name server of the lab is not the machine's, so names are resolved here. */
    private String resolved(String url) throws DnsFailure {
        var uri = java.net.URI.create(url);
        var address = dns.addresses(uri.getHost()).getFirst();
        var host = address.contains(":") ? "[" + address + "]" : address;
        return "http://%s:%d".formatted(host, uri.getPort());
    }
}
