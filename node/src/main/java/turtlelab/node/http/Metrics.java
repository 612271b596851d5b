package turtlelab.node.http;

import io.javalin.http.Context;
import java.io.IOException;
import turtlelab.node.grpc.V3Api;
import turtlelab.node.grpc.server.Traffic;
import turtlelab.node.http.figures.CallFigures;
import turtlelab.node.http.figures.MemberFigures;
import turtlelab.node.http.figures.Page;
import turtlelab.node.http.figures.ProcessFigures;
import turtlelab.node.http.figures.StoreFigures;

/** The figures people graph, under etcd's names (etcd reference C.8). */
final class Metrics {
    private final Page page;

    /** Joins the registry; whoever else has figures registers them there too. */
    Metrics(Served served, V3Api api, Traffic traffic) {
        this.page = new Page(served.registry());
        var member = new MemberFigures(page, served.replica());
        member.add();
        member.of(served.lessor());
        var store = new StoreFigures(page);
        store.of(served.replica());
        store.of(served.watches());
        proposals(served.vitals());
        traffic(traffic);
        new CallFigures(page, api).add();
        ProcessFigures.addTo(page);
    }

    Page page() {
        return page;
    }

    void serve(Context request) throws IOException {
        request.contentType("text/plain; version=0.0.4; charset=utf-8").result(page.text());
    }

    private void proposals(Vitals vitals) {
        page.counter(
                "etcd_server_leader_changes_seen_total",
                "The number of leader changes seen.",
                vitals::leaderChanges);
        page.gauge(
                "etcd_server_proposals_pending",
                "The current number of pending proposals to commit.",
                vitals::pendingProposals);
        page.counter(
                "etcd_server_proposals_failed_total",
                "The total number of failed proposals seen.",
                vitals::failedProposals);
    }

    private void traffic(Traffic traffic) {
        page.counter(
                "etcd_network_client_grpc_received_bytes_total",
                "The total number of bytes received from grpc clients.",
                traffic::receivedBytes);
        page.counter(
                "etcd_network_client_grpc_sent_bytes_total",
                "The total number of bytes sent to grpc clients.",
                traffic::sentBytes);
    }
}
