package turtlelab.labctl.dns;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import turtlelab.join.base.Reason;
import turtlelab.join.cluster.PeerPort;
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

    /** What one member said at its peer port: its cluster, and all members it knows. */
    private record Said(String url, String cluster, Set<String> peerUrls, String failure) {}

    /** What is there to say. */
    public List<Remark> look() throws InterruptedException {
        var remarks = new ArrayList<Remark>();
        var servers = targets("etcd-server", remarks);
        targets("etcd-client", remarks);
        var clusters = new TreeMap<String, List<Said>>();
        for (var said : InParallel.map(servers, this::ask)) {
            if (said.failure().isEmpty()) {
                clusters.computeIfAbsent(said.cluster(), _ -> new ArrayList<>()).add(said);
            } else {
                remarks.add(
                        new Remark(
                                true,
                                "%s does not answer (%s)".formatted(said.url(), said.failure()),
                                "start it, or `labctl dns rm` its records"));
            }
        }
        if (clusters.size() > 1) {
            remarks.add(split(clusters));
        } else {
            clusters.values().forEach(said -> remarks.addAll(compare(servers, said)));
        }
        return remarks;
    }

    private Remark split(TreeMap<String, List<Said>> clusters) {
        var parts = new ArrayList<String>();
        clusters.forEach(
                (id, members) -> parts.add(id + " at " + String.join(", ", urls(members))));
        return new Remark(
                true,
                "split bootstrap: %d cluster IDs behind one domain %s: %s"
                        .formatted(clusters.size(), domain, String.join("; ", parts)),
                "a node was started before all records were there: stop the smaller clusters, wipe"
                        + " their data, `labctl dns wait`, start again");
    }

    private static List<String> urls(List<Said> members) {
        return members.stream().map(Said::url).toList();
    }

    private List<Remark> compare(List<String> servers, List<Said> said) {
        var remarks = new ArrayList<Remark>();
        var members = new TreeSet<String>();
        said.forEach(it -> it.peerUrls().forEach(url -> members.add(placed(url))));
        var records = new TreeSet<String>();
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
            if (!members.contains(record) && !members.isEmpty()) {
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
            var port = new PeerPort(resolved(url), limit);
            var peerUrls = new HashSet<String>();
            port.members()
                    .ifPresent(all -> all.forEach(member -> peerUrls.addAll(member.peerUrls())));
            return new Said(url, port.clusterId(), peerUrls, "");
        } catch (IOException e) {
            return new Said(url, "", Set.of(), Reason.of(e));
        } catch (DnsFailure e) {
            return new Said(url, "", Set.of(), String.valueOf(e.getMessage()));
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
        var uri = URI.create(url);
        var address = dns.addresses(uri.getHost()).getFirst();
        var host = address.contains(":") ? "[" + address + "]" : address;
        return "http://%s:%d".formatted(host, uri.getPort());
    }
}
