package turtlelab.node.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The names, kinds and help texts at {@code /metrics} are etcd's. */
class MetricsTest {
    private static final String LACKING = "- ";

    @TempDir private Path folder;

    @Test
    void aWholeNodeTellsWhatEtcdTells() throws Exception {
        try (var node = WholeNode.start(folder);
                var http = new HttpParty(node.url())) {
            var ours = described(page(http));
            assertThat(ours).containsAll(listed(false));
            assertThat(names(ours)).doesNotContainAnyElementsOf(names(listed(true)));
        }
    }

    @Test
    void aRealEtcdStillTellsTheSame() throws Exception {
        RealEtcd.assumeInstalled();
        try (var etcd = RealEtcd.start(folder);
                var speaker = new Speaker(etcd);
                var http = new HttpParty(etcd.url())) {
            // Some figures appear with the first request.
            speaker.answer(List.of("grpc KV/Range key: \"a\""));
            speaker.answer(List.of("PUT /v2/keys/x"));
            var all = new TreeSet<>(listed(false));
            all.addAll(listed(true));
            assertThat(described(page(http))).containsExactlyElementsOf(all);
        }
    }

    @Test
    void whatIsLackingStandsInTheBookOfDifferences() throws IOException {
        var book = Files.readString(Path.of("../docs/differences-from-etcd.md"));
        assertThat(names(listed(true)))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(book).contains(name));
    }

    @Test
    void whatIsDoneIsMeasured() throws Exception {
        try (var node = WholeNode.start(folder);
                var speaker = new Speaker(node);
                var http = new HttpParty(node.url())) {
            var before = values(page(http));
            for (var request :
                    List.of(
                            "grpc KV/Put key: \"a\" value: \"1\"",
                            "grpc KV/Txn success { request_put { key: \"b\" } } success {"
                                    + " request_range { key: \"a\" } }",
                            "grpc KV/DeleteRange key: \"a\"",
                            "grpc Maintenance/HashKV",
                            "GET /health",
                            "PUT /v2/keys/x",
                            "GET /v2/keys/x",
                            "grpc Lease/LeaseGrant TTL: 60",
                            "POST /v3/maintenance/snapshot {}")) {
                speaker.answer(List.of(request));
            }
            speaker.answer(
                    List.of(
                            "open w Watch/Watch",
                            "> create_request { key: \"a\" start_revision: 2 }",
                            "< 2"));
            var after = values(page(http));
            after.replaceAll((name, value) -> value - before.getOrDefault(name, 0.0));
            assertThat(after)
                    .containsEntry("etcd_mvcc_put_total", 2.0)
                    .containsEntry("etcd_debugging_mvcc_put_total", 2.0)
                    .containsEntry("etcd_mvcc_txn_total", 1.0)
                    .containsEntry("etcd_mvcc_range_total", 1.0)
                    .containsEntry("etcd_mvcc_delete_total", 1.0)
                    .containsEntry("etcd_debugging_mvcc_keys_total", 2.0)
                    .containsEntry("etcd_mvcc_hash_rev_duration_seconds_count", 1.0)
                    .containsEntry("etcd_server_health_success", 1.0)
                    .containsEntry("etcd_debugging_store_writes_total{action=\"set\"}", 1.0)
                    .containsEntry("etcd_debugging_store_reads_total{action=\"get\"}", 1.0);
            assertThat(after)
                    .containsEntry("etcd_debugging_mvcc_events_total", 2.0)
                    .containsEntry("etcd_debugging_lease_ttl_total_sum", 60.0)
                    .containsEntry("etcd_disk_backend_snapshot_duration_seconds_count", 1.0)
                    .containsEntry("etcd_server_heartbeat_send_failures_total", 0.0)
                    .containsEntry("process_virtual_memory_max_bytes", 0.0);
            assertThat(after.get("etcd_disk_wal_fsync_duration_seconds_count")).isPositive();
            assertThat(after.get("etcd_disk_wal_write_bytes_total")).isPositive();
            assertThat(after.get("etcd_network_client_grpc_received_bytes_total")).isPositive();
            assertThat(after.get("etcd_network_client_grpc_sent_bytes_total")).isPositive();
        }
    }

    private static String page(HttpParty http) throws Exception {
        var answer = http.send("GET", "/metrics", "");
        assertThat(answer).startsWith("200 ");
        return answer.substring(4);
    }

    /** Kind, name and help text, as in the list. */
    private static Set<String> described(String page) {
        var helps =
                page.lines()
                        .filter(line -> line.startsWith("# HELP "))
                        .map(line -> line.split(" ", 4))
                        .collect(Collectors.toMap(words -> words[2], words -> words[3]));
        return page.lines()
                .filter(line -> line.startsWith("# TYPE ") && !line.startsWith("# TYPE go_"))
                .map(line -> line.split(" ", 4))
                .map(words -> "%s %s %s".formatted(words[3], words[2], helps.get(words[2])))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, Double> values(String page) {
        return page.lines()
                .filter(line -> line.matches("[a-z].* [-+.0-9eE]+"))
                .collect(
                        Collectors.toMap(
                                line -> line.substring(0, line.lastIndexOf(' ')),
                                line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)),
                                (first, _) -> first,
                                TreeMap::new));
    }

    private static Set<String> listed(boolean lacking) throws IOException {
        return Files.readString(Path.of("src/test/resources/v3/metrics.list"))
                .lines()
                .filter(line -> !line.startsWith("#") && line.startsWith(LACKING) == lacking)
                .map(line -> lacking ? line.substring(LACKING.length()) : line)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(Set<String> described) {
        return described.stream().map(line -> line.split(" ", 3)[1]).collect(Collectors.toSet());
    }
}
