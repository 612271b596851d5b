package turtlelab.labctl.driver.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An API like EC2's, in memory: instances are ordered, boot when they are next looked at, and are
 * ended. Orders that are given twice are kept once, as there.
 */
final class FakeEc2 implements AutoCloseable {
    final List<Map<String, String>> orders = new ArrayList<>();
    final List<String> authorizations = new ArrayList<>();
    final Map<String, Machine> machines = new LinkedHashMap<>();
    String refusal = "";
    String endsWhileBooting = "";
    int busy;
    boolean publicAddresses;
    private final HttpServer server;

    FakeEc2(String address) throws IOException {
        server = HttpServer.create(new InetSocketAddress(address, 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        var address = server.getAddress();
        return "http://%s:%d".formatted(address.getHostString(), address.getPort());
    }

    /** An instance. */
    static final class Machine {
        final String id;
        final Map<String, String> order;
        String state = "pending";
        String reason = "";

        Machine(String id, Map<String, String> order) {
            this.id = id;
            this.order = order;
        }

        String tag(int number) {
            return order.get("TagSpecification.1.Tag.%d.Value".formatted(number));
        }
    }

    List<String> states() {
        return machines.values().stream().map(it -> it.tag(1) + " " + it.state).toList();
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        var form = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
        if (busy > 0) {
            busy--;
            send(exchange, 503, error("RequestLimitExceeded", "Request limit exceeded."));
        } else if (!refusal.isEmpty() && form.get("Action").equals("RunInstances")) {
            send(exchange, 400, error("InvalidAMIID.NotFound", refusal));
        } else {
            send(exchange, 200, act(form));
        }
    }

    private String act(Map<String, String> form) {
        return switch (form.get("Action")) {
            case "RunInstances" -> {
                orders.add(form);
                var id = "i-%04d".formatted(machines.size() + 1);
                machines.computeIfAbsent(form.get("ClientToken"), _ -> new Machine(id, form));
                yield "<RunInstancesResponse/>";
            }
            case "TerminateInstances" -> {
                machines.values().stream()
                        .filter(it -> it.id.equals(form.get("InstanceId.1")))
                        .forEach(it -> it.state = "shutting-down");
                yield "<TerminateInstancesResponse/>";
            }
            default -> described(form.get("Filter.1.Value.1"));
        };
    }

    private String described(String lab) {
        var items =
                machines.values().stream()
                        .filter(it -> it.tag(2).equals(lab))
                        .map(this::item)
                        .collect(Collectors.joining());
        machines.values().stream()
                .filter(it -> it.state.equals("pending"))
                .forEach(
                        it -> {
                            it.state = endsWhileBooting.isEmpty() ? "running" : "terminated";
                            it.reason = endsWhileBooting;
                        });
        return "<DescribeInstancesResponse><reservationSet>%s</reservationSet>".formatted(items)
                + "</DescribeInstancesResponse>";
    }

    private String item(Machine machine) {
        return """
        <item><instancesSet><item>
          <instanceId>%s</instanceId>
          <instanceState><code>0</code><name>%s</name></instanceState>
          <stateReason><code>x</code><message>%s</message></stateReason>
          <privateIpAddress>%s</privateIpAddress>%s
          <tagSet>
            <item><key>turtlelab</key><value>%s</value></item>
            <item><key>Name</key><value>%s</value></item>
          </tagSet>
        </item></instancesSet></item>
        """
                .formatted(
                        machine.id,
                        machine.state,
                        machine.reason,
                        machine.order.get("PrivateIpAddress"),
                        publicAddresses ? "<ipAddress>192.0.2.80</ipAddress>" : "",
                        machine.tag(2),
                        machine.tag(1));
    }

    private static String error(String code, String message) {
        return "<Response><Errors><Error><Code>%s</Code><Message>%s</Message></Error></Errors>"
                        .formatted(code, message)
                + "</Response>";
    }

    private static Map<String, String> form(String body) {
        var form = new HashMap<String, String>();
        for (var pair : body.split("&", -1)) {
            var parts = pair.split("=", 2);
            form.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
        }
        return form;
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length());
            exchange.getResponseBody().write(body.getBytes(UTF_8));
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
