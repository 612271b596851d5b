package turtlelab.labctl.ctl.display;

import io.etcd.jetcd.api.MemberListResponse;
import java.io.PrintStream;
import java.util.List;
import turtlelab.labctl.ctl.print.AsciiTable;

/** A table; only for what has rows. */
public final class TableDisplay implements Display {

    private final PrintStream out;

    public TableDisplay(PrintStream out) {
        this.out = out;
    }

    @Override
    public String name() {
        return "table";
    }

    @Override
    public void memberList(MemberListResponse response) {
        var table =
                new AsciiTable("ID", "STATUS", "NAME", "PEER ADDRS", "CLIENT ADDRS", "IS LEARNER");
        response.getMembersList().forEach(it -> row(table, MemberCells.of(it)));
        table.lines().forEach(out::println);
    }

    @Override
    public void health(List<EndpointHealth> endpoints) {
        var table = new AsciiTable("ENDPOINT", "HEALTH", "TOOK", "ERROR");
        for (var each : endpoints) {
            var health = String.valueOf(each.isHealthy());
            table.row(each.endpoint(), health, each.took(), each.error());
        }
        table.lines().forEach(out::println);
    }

    @Override
    public void status(List<EndpointStatus> endpoints) {
        var table =
                new AsciiTable(
                        "ENDPOINT",
                        "ID",
                        "VERSION",
                        "DB SIZE",
                        "IS LEADER",
                        "IS LEARNER",
                        "RAFT TERM",
                        "RAFT INDEX",
                        "RAFT APPLIED INDEX",
                        "ERRORS");
        endpoints.forEach(it -> row(table, it.cells()));
        table.lines().forEach(out::println);
    }

    @Override
    public void hashes(List<EndpointHash> endpoints) {
        var table = new AsciiTable("ENDPOINT", "HASH");
        endpoints.forEach(it -> table.row(it.endpoint(), it.hash()));
        table.lines().forEach(out::println);
    }

    @Override
    public void snapshot(SnapshotStatus status) {
        var table = new AsciiTable("HASH", "REVISION", "TOTAL KEYS", "TOTAL SIZE");
        row(table, status.cells());
        table.lines().forEach(out::println);
    }

    private static void row(AsciiTable table, List<String> cells) {
        table.row(cells.toArray(String[]::new));
    }
}
