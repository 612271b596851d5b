package turtlelab.labctl.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The routes of the discovery service and what each answers. */
final class DiscoveryRequests {
    private static final Pattern PATH =
            Pattern.compile("/([a-f0-9]{32})(?:/(_config/size|[A-Za-z0-9-][\\w-]{0,63})?)?/?");
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final int LONGEST_BODY = 64 << 10;
    private static final int DEFAULT_SIZE = 3;
    private static final int LARGEST_SIZE = 99;

    private final Tokens tokens;
    private final String url;

    DiscoveryRequests(Tokens tokens, String url) {
        this.tokens = tokens;
        this.url = url;
    }

    /** What goes back. */
    record Answer(int status, String type, String body, long index) {
        static Answer text(int status, String body) {
            return new Answer(status, "text/plain; charset=utf-8", body, 0);
        }

        static Answer json(int status, String body, long index) {
            return new Answer(status, "application/json", body + "\n", index);
        }
    }

    Answer answer(HttpExchange exchange) throws IOException, InterruptedException {
        var method = exchange.getRequestMethod().replace("HEAD", "GET");
        var path = exchange.getRequestURI().getPath();
        var query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        var parameters = form(query);
        return switch (path) {
            case "/" ->
                    Answer.text(
                            200,
                            "A discovery service for new clusters: GET %s/new?size=3%n"
                                    .formatted(url));
            case "/new" -> create(method, parameters);
            case "/health" -> Answer.text(200, "OK");
            case "/robots.txt" -> Answer.text(200, "User-agent: *\nDisallow: /\n");
            case "/metrics" ->
                    Answer.text(
                            200,
                            "# TYPE discovery_tokens gauge\ndiscovery_tokens %d\n"
                                    .formatted(tokens.count()));
            default -> {
                var matcher = PATH.matcher(path);
                yield matcher.matches()
                        ? keys(
                                new Key(method, matcher.group(1), matcher.group(2)),
                                parameters,
                                exchange)
                        : Answer.text(404, "404 page not found\n");
            }
        };
    }

    /** A request for a token's key; without an id it means all entries. */
    private record Key(String method, String token, @org.jspecify.annotations.Nullable String id) {
        String path() {
            return id == null ? token : token + "/" + id;
        }
    }

    private Answer create(String method, Map<String, String> parameters) {
        if (!method.matches("GET|PUT|POST")) {
            return Answer.text(405, "Method Not Allowed\n");
        }
        var size = parameters.getOrDefault("size", "");
        if (!size.matches("[+-]?\\d{0,9}") || size.matches("[+-]")) {
            return Answer.text(
                    400, "strconv.Atoi: parsing \"%s\": invalid syntax\n".formatted(size));
        }
        int members = size.isEmpty() ? DEFAULT_SIZE : Integer.parseInt(size);
        if (members < 1 || members > LARGEST_SIZE) {
            return Answer.text(400, "size must be 1 to %d\n".formatted(LARGEST_SIZE));
        }
        return tokens.create(members)
                .map(token -> Answer.text(200, url + "/" + token))
                .orElseGet(() -> Answer.text(400, "Unable to generate token\n"));
    }

    private Answer keys(Key key, Map<String, String> parameters, HttpExchange exchange)
            throws IOException, InterruptedException {
        var id = key.id();
        boolean isSize = "_config/size".equals(id);
        return switch (key.method()) {
            case "GET" -> {
                if (id != null) {
                    yield json(
                            key, isSize ? tokens.size(key.token()) : tokens.get(key.token(), id));
                }
                yield json(
                        key,
                        parameters.getOrDefault("wait", "").equals("true")
                                ? await(key, parameters)
                                : tokens.list(key.token()));
            }
            case "PUT" -> id == null || isSize ? refused() : put(key, id, parameters, exchange);
            case "DELETE" -> {
                if (isSize) {
                    yield refused();
                }
                yield id == null ? forget(key) : json(key, tokens.delete(key.token(), id));
            }
            default -> refused();
        };
    }

    private static Answer refused() {
        return Answer.text(405, "Method Not Allowed\n");
    }

    private Answer forget(Key key) {
        return tokens.forget(key.token())
                ? Answer.text(200, "")
                : json(key, new Tokens.Answer.NotFound(tokens.index()));
    }

    private Tokens.Answer await(Key key, Map<String, String> parameters)
            throws InterruptedException {
        var from = parameters.getOrDefault("waitIndex", "0");
        if (!from.matches("\\d{1,18}")) {
            return new Tokens.Answer.Refused(
                    "waitIndex \"%s\" is no index".formatted(from), tokens.index());
        }
        var index = Long.parseLong(from);
        return tokens.await(key.token(), index == 0 ? tokens.index() + 1 : index, LONGEST_WAIT);
    }

    private Answer put(Key key, String id, Map<String, String> parameters, HttpExchange exchange)
            throws IOException {
        var body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            return Answer.text(413, "an entry is at most 64 KiB\n");
        }
        var all = new HashMap<>(parameters);
        all.putAll(form(new String(body, UTF_8)));
        var expected = Optional.ofNullable(all.get("prevExist")).map(Boolean::parseBoolean);
        return json(key, tokens.put(key.token(), id, all.getOrDefault("value", ""), expected));
    }

    private static Answer json(Key key, Tokens.Answer answer) {
        var json = new EventJson(key.token());
        var index = answer.index();
        return switch (answer) {
            case Tokens.Answer.Listed listed -> Answer.json(200, json.listed(listed), index);
            case Tokens.Answer.Size size -> Answer.json(200, json.size(size), index);
            case Tokens.Answer.Found(var node, var _) -> Answer.json(200, json.found(node), index);
            case Tokens.Answer.Happened(var event, var _) -> {
                boolean isNew = event.action().equals("create") && key.id() != null;
                yield Answer.json(isNew ? 201 : 200, json.happened(event), index);
            }
            case Tokens.Answer.NotFound _ ->
                    Answer.json(404, json.notFound(key.path(), index), index);
            case Tokens.Answer.Exists _ -> Answer.json(412, json.exists(key.path(), index), index);
            case Tokens.Answer.Quiet _ -> new Answer(200, "application/json", "", index);
            case Tokens.Answer.Refused(var why, var _) ->
                    Answer.json(400, json.refused(why, index), index);
        };
    }

    private static Map<String, String> form(String text) {
        var form = new HashMap<String, String>();
        for (var pair : text.split("&", -1)) {
            var equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return form;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }
}
