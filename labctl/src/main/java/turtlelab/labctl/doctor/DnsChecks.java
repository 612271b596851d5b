package turtlelab.labctl.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import turtlelab.join.srv.Dns;
import turtlelab.join.srv.DnsJava;
import turtlelab.labctl.dns.Behind;
import turtlelab.labctl.lab.LiveLab;

/** Whether a lab that finds itself by DNS found itself as one cluster. */
record DnsChecks(LiveLab lab) {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    List<Finding> findings() {
        var first = lab.lab().nodes().getFirst();
        if (lab.folder().raised().isEmpty() || !lab.isProvisioned(first)) {
            return List.of();
        }
        var settings = lab.conf(first).settings();
        var domain = settings.getOrDefault("ETCD_DISCOVERY_SRV", "");
        if (domain.isEmpty()) {
            return List.of();
        }
        try {
            var dns = dns(settings.getOrDefault("ETCD_DNS_SERVER", ""));
            var findings = new ArrayList<Finding>();
            for (var remark : new Behind(domain, dns, LIMIT).look()) {
                findings.add(
                        remark.problem()
                                ? Finding.problem(remark.text(), remark.cure())
                                : Finding.ok(remark.text()));
            }
            return findings;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static Dns dns(String server) {
        return server.isEmpty()
                ? DnsJava.ofThisMachine()
                : DnsJava.at(DnsJava.server(server), Optional.empty(), LIMIT);
    }
}
