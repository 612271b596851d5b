package turtlelab.labctl.ctl.v2.key;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.flag.Flags;
import turtlelab.labctl.ctl.v2.call.Call;
import turtlelab.labctl.exec.Streams;

/** The commands on keys and directories. */
public final class KeyCommands {

    private static final int USAGE = 1;
    private static final String DIR = "dir";
    private static final String TTL = "ttl";
    private static final String EXIST = "prevExist";

    private final KeysApi keys;
    private final Flags flags;
    private final KeyOutput output;
    private final Streams streams;

    /** The cluster is asked who is there before anything else, as etcdctl does. */
    public KeyCommands(Call call) {
        call.cluster();
        this.keys = new KeysApi(call);
        this.flags = call.flags();
        this.streams = call.streams();
        this.output = new KeyOutput(call.format(), streams.out(), streams.err());
    }

    public void get() {
        var event = keys.get(key(), reading(false));
        if (event.node().isDir()) {
            throw new CtlFailure(USAGE, event.node().key() + ": is a directory");
        }
        output.write(event);
    }

    public void ls() {
        var key = flags.words().isEmpty() ? "/" : key();
        var event = keys.get(key, reading(flags.isOn("recursive")));
        if (!output.isSimple()) {
            output.write(event);
        } else if (event.node().isDir()) {
            list(event.node());
        } else {
            streams.out().println(event.node().key());
        }
    }

    private void list(KeyNode dir) {
        for (var node : dir.nodes()) {
            streams.out().println(node.key() + (node.isDir() && flags.isOn("p") ? "/" : ""));
            list(node);
        }
    }

    private Map<String, String> reading(boolean recursive) {
        return Map.of(
                "quorum", String.valueOf(flags.isOn("quorum")),
                "recursive", String.valueOf(recursive),
                "sorted", String.valueOf(flags.isOn("sort")));
    }

    public void set() {
        var query = new HashMap<String, String>();
        flags.text("swap-with-value")
                .filter(it -> !it.isEmpty())
                .ifPresent(it -> query.put("prevValue", it));
        putIndex("swap-with-index", query);
        var key = key();
        output.write(keys.put(key, query, fields()));
    }

    public void mk() {
        var key = key();
        output.write(
                flags.isOn("in-order")
                        ? keys.post(key, fields())
                        : keys.put(key, Map.of(EXIST, "false"), fields()));
    }

    public void update() {
        var key = key();
        output.write(keys.put(key, Map.of(EXIST, "true"), fields()));
    }

    public void mkdir() {
        writeDir(keys.put(key(), Map.of(DIR, "true", EXIST, "false"), ttl()));
    }

    public void setdir() {
        writeDir(keys.put(key(), Map.of(DIR, "true"), ttl()));
    }

    public void updatedir() {
        writeDir(keys.put(key(), Map.of(DIR, "true", EXIST, "true"), ttl()));
    }

    private void writeDir(KeyEvent event) {
        if (!output.isSimple()) {
            output.write(event);
        }
    }

    public void rm() {
        var query = new HashMap<String, String>();
        if (flags.isOn(DIR)) query.put(DIR, "true");
        if (flags.isOn("recursive")) query.put("recursive", "true");
        flags.text("with-value")
                .filter(it -> !it.isEmpty())
                .ifPresent(it -> query.put("prevValue", it));
        putIndex("with-index", query);
        writeRemoved(keys.delete(key(), query));
    }

    public void rmdir() {
        writeRemoved(keys.delete(key(), Map.of(DIR, "true")));
    }

    private void writeRemoved(KeyEvent event) {
        if (!event.node().isDir() || !output.isSimple()) {
            output.write(event);
        }
    }

    private void putIndex(String flag, Map<String, String> query) {
        long index = flags.number(flag, 0);
        if (index != 0) {
            query.put("prevIndex", String.valueOf(index));
        }
    }

    private String key() {
        return flags.words().stream()
                .findFirst()
                .orElseThrow(() -> new CtlFailure(USAGE, "Error:  key required"));
    }

    private Map<String, String> ttl() {
        long ttl = flags.number(TTL, 0);
        return ttl > 0 ? Map.of(TTL, String.valueOf(ttl)) : Map.of();
    }

    private Map<String, String> fields() {
        var fields = new HashMap<>(ttl());
        fields.put("value", value());
        return fields;
    }

    private String value() {
        var value = flags.words().size() > 1 ? flags.words().get(1) : text(streams.in());
        if (value.isEmpty() && flags.words().size() < 2) {
            throw new CtlFailure(USAGE, "Error:  value required");
        }
        return value;
    }

    private static String text(InputStream in) {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
