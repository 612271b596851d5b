package turtlelab.node.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import turtlelab.node.consensus.Role;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.alarm.Alarm;

/**
 * {@code /livez} and {@code /readyz} as etcd has them since 3.4.29 and 3.5.11 (etcd reference A.8):
 * whether this process should be restarted, and whether it should get requests. Each check has a
 * path of its own; {@code exclude} and {@code allowlist} choose among them, {@code verbose} tells
 * each.
 */
final class Checks {
    private final Replica replica;
    private final Duration patience;

    /** One check: empty when it passes, else why not. */
    private interface Check extends Callable<Optional<String>> {
        @Override
        Optional<String> call() throws InterruptedException;
    }

    Checks(Replica replica, Duration patience) {
        this.replica = replica;
        this.patience = patience;
    }

    void addTo(RoutesConfig routes) {
        add(routes, "/livez", new TreeMap<>(Map.of("serializable_read", this::serializableRead)));
        add(
                routes,
                "/readyz",
                new TreeMap<>(
                        Map.of(
                                "data_corruption", this::dataCorruption,
                                "linearizable_read", this::linearizableRead,
                                "non_learner", this::nonLearner,
                                "serializable_read", this::serializableRead)));
    }

    private void add(RoutesConfig routes, String path, SequencedMap<String, Check> checks) {
        HttpApi.getOnly(routes, path, request -> serve(request, path, chosen(request, checks)));
        checks.forEach(
                (name, check) ->
                        HttpApi.getOnly(
                                routes,
                                path + "/" + name,
                                request ->
                                        serve(request, path, new TreeMap<>(Map.of(name, check)))));
    }

    private static SequencedMap<String, Check> chosen(
            Context request, SequencedMap<String, Check> all) {
        var chosen = new TreeMap<>(all);
        var allowed = request.queryParams("allowlist");
        if (!allowed.isEmpty()) {
            chosen.keySet().retainAll(allowed);
        }
        List.copyOf(request.queryParams("exclude")).forEach(chosen::remove);
        return chosen;
    }

    private static void serve(Context request, String path, SequencedMap<String, Check> checks)
            throws InterruptedException {
        var report = new StringBuilder();
        var failed = false;
        for (var check : checks.entrySet()) {
            var reason = check.getValue().call();
            failed |= reason.isPresent();
            report.append(reason.isPresent() ? "[-]" : "[+]").append(check.getKey());
            report.append(reason.map(why -> " failed: " + why).orElse(" ok")).append('\n');
        }
        if (failed) {
            GoText.error(request, 503, report + path.substring(1) + " check failed");
            return;
        }
        var verbose = request.queryParam("verbose") != null;
        request.contentType("text/plain; charset=utf-8").result(verbose ? report + "ok\n" : "ok\n");
    }

    /** Local state can be read: the process is alive. */
    private Optional<String> serializableRead() {
        return replica.state().kv().revision() > 0
                ? Optional.empty()
                : Optional.of("RANGE ERROR: no revision");
    }

    private Optional<String> linearizableRead() throws InterruptedException {
        try {
            var point = replica.readPoint().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return point.confirmed() ? Optional.empty() : Optional.of("RANGE ERROR: no leader");
        } catch (TimeoutException _) {
            return Optional.of("RANGE ERROR: context deadline exceeded");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a read point never fails", e);
        }
    }

    private Optional<String> dataCorruption() {
        return replica.state().alarms().stream().anyMatch(one -> one.alarm() == Alarm.CORRUPT)
                ? Optional.of("alarm activated: CORRUPT")
                : Optional.empty();
    }

    private Optional<String> nonLearner() {
        return replica.status().role() == Role.LEARNER
                ? Optional.of("not supported for learner")
                : Optional.empty();
    }
}
