package turtlelab.labctl.dns.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Tokenizer;
import org.xbill.DNS.Type;
import turtlelab.labctl.dns.NodeRecords;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.exec.Time;

/**
 * A zone at a cloud's DNS API in Cloudflare's shape. A record is known by name, type <em>and</em>
 * target: several nodes have SRV records of one name, and who takes the first of them takes a
 * neighbour's.
 */
public final class Cloud implements Provider {
    private static final int PAGE = 100;
    private static final int AUTOMATIC_TTL = 1;
    private static final long LEAST_TTL = 60;

    private final CloudApi api;
    private final String zone;

    private Cloud(CloudApi api, String zone) {
        this.api = api;
        this.zone = zone;
    }

    /** The account with which the API is asked. */
    public record Account(String base, String email, String key) {
        @Override
        public String toString() {
            return email + " at " + base;
        }
    }

    /**
     * Finds the zone of this domain.
     *
     * @throws LabFailure when the account has none
     */
    public static Cloud open(Account account, String domain, Time time) {
        var credentials = new CloudApi.Credentials(account.email(), account.key());
        var api = new CloudApi(account.base(), credentials, time);
        for (var zone : api.get("/zones?name=" + encoded(domain))) {
            if (zone.path("name").asText().equals(domain)) {
                return new Cloud(api, zone.path("id").asText());
            }
        }
        throw new LabFailure(
                LabFailure.Kind.CONFIGURATION,
                "the account %s has no zone '%s'".formatted(account, domain));
    }

    @Override
    public List<Record> records() {
        var records = new ArrayList<Record>();
        entries("").forEach(entry -> record(entry).ifPresent(records::add));
        return records;
    }

    @Override
    public void add(List<Record> records) {
        for (var record : records) {
            var entry = find(record);
            if (entry.isEmpty()) {
                api.post(path(""), body(record));
            } else if (entry.get().path("ttl").asLong() != ttl(record)) {
                api.put(path("/" + entry.get().path("id").asText()), body(record));
            }
        }
    }

    @Override
    public void remove(List<Record> records) {
        for (var record : records) {
            find(record).ifPresent(it -> api.delete(path("/" + it.path("id").asText())));
        }
    }

    private Optional<JsonNode> find(Record record) {
        return entries("&name=" + encoded(record.getName().toString(true))).stream()
                .filter(entry -> record(entry).filter(record::equals).isPresent())
                .findFirst();
    }

    private List<JsonNode> entries(String filter) {
        var entries = new ArrayList<JsonNode>();
        for (int page = 1; ; page++) {
            var part = api.get(path("?per_page=" + PAGE + "&page=" + page + filter));
            part.forEach(entries::add);
            if (part.size() < PAGE) {
                return entries;
            }
        }
    }

    private String path(String rest) {
        return "/zones/" + zone + "/dns_records" + rest;
    }

    private static Map<String, Object> body(Record record) {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", Type.string(record.getType()));
        body.put("name", record.getName().toString(true));
        body.put("ttl", ttl(record));
        if (record instanceof SRVRecord service) {
            body.put("data", data(service));
        } else {
            body.put("content", record.rdataToString().replaceFirst("\\.$", ""));
        }
        return body;
    }

    private static Map<String, Object> data(SRVRecord record) {
        var labels = record.getName().toString(true).split("\\.", 3);
        var data = new LinkedHashMap<String, Object>();
        data.put("service", labels[0]);
        data.put("proto", labels[1]);
        data.put("name", labels[2]);
        data.put("priority", record.getPriority());
        data.put("weight", record.getWeight());
        data.put("port", record.getPort());
        data.put("target", record.getTarget().toString(true));
        return data;
    }

    /** Below a minute such APIs know only "automatic". */
    private static long ttl(Record record) {
        return record.getTTL() < LEAST_TTL ? AUTOMATIC_TTL : record.getTTL();
    }

    /** Empty for what is no record of ours. */
    private static Optional<Record> record(JsonNode entry) {
        var type = Type.value(entry.path("type").asText());
        var name = NodeRecords.name(entry.path("name").asText());
        var data = entry.path("data");
        try {
            return switch (type) {
                case Type.A, Type.AAAA, Type.CNAME ->
                        Optional.of(
                                Record.fromString(
                                        name,
                                        type,
                                        DClass.IN,
                                        entry.path("ttl").asLong(),
                                        new Tokenizer(entry.path("content").asText()),
                                        org.xbill.DNS.Name.root));
                case Type.SRV ->
                        Optional.of(
                                new SRVRecord(
                                        name,
                                        DClass.IN,
                                        entry.path("ttl").asLong(),
                                        data.path("priority").asInt(),
                                        data.path("weight").asInt(),
                                        data.path("port").asInt(),
                                        NodeRecords.name(data.path("target").asText())));
                default -> Optional.empty();
            };
        } catch (TextParseException _) {
            return Optional.empty();
        } catch (java.io.IOException _) {
            return Optional.empty();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
