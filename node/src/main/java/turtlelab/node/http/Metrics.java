package turtlelab.node.http;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.javalin.http.Context;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import turtlelab.node.consensus.Role;
import turtlelab.node.grpc.ApiLevel;
import turtlelab.node.grpc.CallCounter;
import turtlelab.node.grpc.V3Api;
import turtlelab.node.lease.Lessor;
import turtlelab.node.replica.Replica;
import turtlelab.node.watch.Watches;

/**
 * The figures people graph, under etcd's names (etcd reference C.8), read when they are asked for.
 */
final class Metrics {
    private static final PrometheusTextFormatWriter WRITER =
            PrometheusTextFormatWriter.builder().setIncludeCreatedTimestamps(false).build();

    private final PrometheusRegistry registry;

    /** Joins the registry; whoever else has figures registers them there too. */
    Metrics(Served served, V3Api api) {
        this.registry = served.registry();
        server(served.replica());
        proposals(served.replica(), served.vitals());
        identity(served.replica());
        store(served.replica());
        leases(served.replica(), served.lessor());
        watches(served.watches());
        process();
        calls(calls(api));
    }

    void serve(Context request) throws IOException {
        var page = new ByteArrayOutputStream();
        WRITER.write(page, registry.scrape());
        request.contentType("text/plain; version=0.0.4; charset=utf-8").result(page.toByteArray());
    }

    private void server(Replica replica) {
        gauge(
                "etcd_server_has_leader",
                "Whether a leader is known: 1 or 0.",
                () -> replica.status().hasLeader() ? 1 : 0);
        gauge(
                "etcd_server_is_leader",
                "Whether this member leads: 1 or 0.",
                () -> replica.status().role() == Role.LEADER ? 1 : 0);
        gauge(
                "etcd_server_is_learner",
                "Whether this member is a learner: 1 or 0.",
                () -> replica.status().role() == Role.LEARNER ? 1 : 0);
    }

    private void proposals(Replica replica, Vitals vitals) {
        counter(
                "etcd_server_leader_changes_seen_total",
                "New leaders seen since the start.",
                vitals::leaderChanges);
        gauge(
                "etcd_server_proposals_committed_total",
                "Index of the last committed entry.",
                () -> replica.status().commitIndex());
        gauge(
                "etcd_server_proposals_applied_total",
                "Index of the last applied entry.",
                () -> replica.status().appliedIndex());
        gauge("etcd_server_proposals_pending", "Proposals under way.", vitals::pendingProposals);
        counter(
                "etcd_server_proposals_failed_total",
                "Proposals refused or timed out since the start.",
                vitals::failedProposals);
    }

    private void identity(Replica replica) {
        labelled("etcd_server_id", "This member.", "server_id", replica.self()::hex);
        labelled(
                "etcd_server_version",
                "The API level of this member.",
                "server_version",
                () -> ApiLevel.SERVER);
        labelled(
                "etcd_cluster_version",
                "The API level of the cluster.",
                "cluster_version",
                () -> majorAndMinor(replica.state().clusterVersion()));
    }

    private static String majorAndMinor(String version) {
        return version.replaceFirst("^(\\d+\\.\\d+)\\..*", "$1");
    }

    private void store(Replica replica) {
        DoubleSupplier allocated = () -> replica.state().size().allocated();
        gauge("etcd_mvcc_db_total_size_in_bytes", "Size of the state's file.", allocated);
        gauge("etcd_debugging_mvcc_db_total_size_in_bytes", "Size of the state's file.", allocated);
        gauge(
                "etcd_mvcc_db_total_size_in_use_in_bytes",
                "Bytes of the state's file that hold live data.",
                () -> replica.state().size().inUse());
        gauge(
                "etcd_debugging_mvcc_current_revision",
                "The newest revision.",
                () -> replica.state().kv().revision());
        gauge(
                "etcd_debugging_mvcc_compact_revision",
                "The revision behind which history is gone.",
                () -> replica.state().kv().compactedRevision());
    }

    private void leases(Replica replica, Lessor lessor) {
        counter(
                "etcd_debugging_lease_granted_total",
                "Leases granted.",
                () -> replica.state().leases().counts().granted());
        counter(
                "etcd_debugging_lease_revoked_total",
                "Leases revoked, expired ones among them.",
                () -> replica.state().leases().counts().revoked());
        counter(
                "etcd_debugging_lease_renewed_total",
                "Keepalives granted by this member as the leader.",
                lessor::renewed);
        counter(
                "etcd_debugging_server_lease_expired_total",
                "Leases that this member as the leader let expire.",
                lessor::expired);
    }

    private void watches(Watches watches) {
        gauge(
                "etcd_debugging_mvcc_watcher_total",
                "Watches of all clients.",
                () -> watches.figures().watches());
        gauge(
                "etcd_debugging_mvcc_watch_stream_total",
                "Streams of watches.",
                () -> watches.figures().streams());
        gauge(
                "etcd_debugging_mvcc_slow_watcher_total",
                "Watches that lag behind.",
                () -> watches.figures().slow());
        gauge(
                "etcd_debugging_mvcc_pending_events_total",
                "Events told that wait for their clients.",
                () -> watches.figures().waitingEvents());
    }

    private void process() {
        gauge(
                "process_resident_memory_bytes",
                "Resident memory of this process.",
                ProcessFigures::residentBytes);
        gauge("process_open_fds", "Open files.", ProcessFigures::openFiles);
        gauge("process_max_fds", "Most open files allowed.", ProcessFigures::mostFiles);
        gauge("os_fd_used", "Open files.", ProcessFigures::openFiles);
        gauge("os_fd_limit", "Most open files allowed.", ProcessFigures::mostFiles);
        gauge(
                "process_start_time_seconds",
                "When this process started.",
                ProcessFigures::startSeconds);
        counter("process_cpu_seconds_total", "Processor time used.", ProcessFigures::cpuSeconds);
    }

    /** What is counted of a call, unary or streaming. */
    private record Call(MethodDescriptor<?, ?> method, CallCounter counter) {
        String[] labels(String... more) {
            var type =
                    switch (method.getType()) {
                        case UNARY, UNKNOWN -> "unary";
                        case CLIENT_STREAMING -> "client_stream";
                        case SERVER_STREAMING -> "server_stream";
                        case BIDI_STREAMING -> "bidi_stream";
                    };
            var service = String.valueOf(method.getServiceName());
            var name = String.valueOf(method.getBareMethodName());
            return Stream.concat(Stream.of(type, service, name), Stream.of(more))
                    .toArray(String[]::new);
        }
    }

    private static List<Call> calls(V3Api api) {
        return Stream.concat(
                        api.unary().stream().map(call -> new Call(call.method(), call.counter())),
                        api.streaming().stream()
                                .map(call -> new Call(call.method(), call.counter())))
                .toList();
    }

    private void calls(List<Call> calls) {
        CounterWithCallback.builder()
                .name("grpc_server_started_total")
                .help("Calls begun.")
                .labelNames("grpc_type", "grpc_service", "grpc_method")
                .callback(
                        page ->
                                calls.forEach(
                                        call ->
                                                page.call(
                                                        (double) call.counter().started(),
                                                        call.labels())))
                .register(registry);
        CounterWithCallback.builder()
                .name("grpc_server_handled_total")
                .help("Calls ended, by how they ended.")
                .labelNames("grpc_type", "grpc_service", "grpc_method", "grpc_code")
                .callback(page -> calls.forEach(call -> handled(page, call)))
                .register(registry);
    }

    private static void handled(CounterWithCallback.Callback page, Call call) {
        for (var code : Status.Code.values()) {
            long count = call.counter().handled(code);
            if (count > 0 || code == Status.Code.OK) {
                page.call((double) count, call.labels(goName(code)));
            }
        }
    }

    /** Go writes codes in camel case: {@code InvalidArgument}. */
    private static String goName(Status.Code code) {
        if (code == Status.Code.OK) {
            return "OK";
        }
        var name = new StringBuilder();
        for (var word : code.name().split("_", -1)) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return code == Status.Code.CANCELLED ? "Canceled" : name.toString();
    }

    private void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(page -> page.call(value.getAsDouble()))
                .register(registry);
    }

    private void counter(String name, String help, DoubleSupplier value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(page -> page.call(value.getAsDouble()))
                .register(registry);
    }

    private void labelled(String name, String help, String label, Supplier<String> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .callback(page -> page.call(1, value.get()))
                .register(registry);
    }
}
