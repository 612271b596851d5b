package turtlelab.labctl.ctl.v2;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.flag.Flags;
import turtlelab.labctl.exec.Streams;

/** The commands on keys and directories. */
final class KeyCommands {

    private static final int USAGE = 1;
    private static final String DIR = "dir";
    private static final String TTL = "ttl";
    private static final String EXIST = "prevExist";

    private final KeysApi keys;
    private final Flags flags;
    private final KeyOutput output;
    private final Streams streams;

    KeyCommands(KeysApi keys, Flags flags, Streams streams) {
        this.keys = keys;
        this.flags = flags;
        this.streams = streams;
        this.output =
                new KeyOutput(flags.text(V2Flags.OUTPUT, "simple"), streams.out(), streams.err());
    }

    void get() {
        var event = keys.get(key(), reading(false));
        if (event.node().isDir()) {
            throw new CtlFailure(USAGE, event.node().key() + ": is a directory");
        }
        output.write(event);
    }

    void ls() {
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

    void set() {
        var query = new HashMap<String, String>();
        flags.text("swap-with-value")
                .filter(it -> !it.isEmpty())
                .ifPresent(it -> query.put("prevValue", it));
        putIndex("swap-with-index", query);
        var key = key();
        output.write(keys.put(key, query, fields()));
    }

    void mk() {
        var key = key();
        output.write(
                flags.isOn("in-order")
                        ? keys.post(key, fields())
                        : keys.put(key, Map.of(EXIST, "false"), fields()));
    }

    void update() {
        var key = key();
        output.write(keys.put(key, Map.of(EXIST, "true"), fields()));
    }

    void mkdir() {
        writeDir(keys.put(key(), Map.of(DIR, "true", EXIST, "false"), ttl()));
    }

    void setdir() {
        writeDir(keys.put(key(), Map.of(DIR, "true"), ttl()));
    }

    void updatedir() {
        writeDir(keys.put(key(), Map.of(DIR, "true", EXIST, "true"), ttl()));
    }

    private void writeDir(KeyEvent event) {
        if (!output.isSimple()) {
            output.write(event);
        }
    }

    void rm() {
        var query = new HashMap<String, String>();
        if (flags.isOn(DIR)) query.put(DIR, "true");
        if (flags.isOn("recursive")) query.put("recursive", "true");
        flags.text("with-value")
                .filter(it -> !it.isEmpty())
                .ifPresent(it -> query.put("prevValue", it));
        putIndex("with-index", query);
        writeRemoved(keys.delete(key(), query));
    }

    void rmdir() {
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
        if (flags.words().isEmpty()) {
            throw new CtlFailure(USAGE, "Error:  key required");
        }
        return flags.words().getFirst();
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
