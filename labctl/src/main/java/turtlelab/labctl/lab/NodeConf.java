package turtlelab.labctl.lab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import turtlelab.labctl.driver.Driver;
import turtlelab.labctl.driver.NodeSpec;

/**
 * A node's settings file: nine lines in the shell's style, which turtled, etcd (as environment) and
 * a systemd unit all understand. The only place where they are composed.
 */
public record NodeConf(Map<String, String> settings) {

    private static final Pattern LINE = Pattern.compile("([A-Z0-9_]+)=\"?([^\"]*)\"?");

    public NodeConf {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** The settings of one node of the lab. */
    public static NodeConf of(Lab lab, Driver driver, NodeSpec node, Bootstrap bootstrap) {
        var place = driver.place(node);
        var urls = Urls.of(lab, driver, node);
        var clients = new ArrayList<String>();
        clients.add(urls.client());
        place.alsoListensOn().forEach(host -> clients.add(Urls.url(host, lab.ports().client())));
        var settings = new LinkedHashMap<String, String>();
        settings.put("ETCD_DATA_DIR", place.data().toString());
        settings.put("ETCD_LISTEN_PEER_URLS", urls.peer());
        settings.put("ETCD_LISTEN_CLIENT_URLS", String.join(",", clients));
        settings.put("ETCD_NAME", node.name());
        settings.put("ETCD_INITIAL_ADVERTISE_PEER_URLS", urls.peer());
        settings.put("ETCD_ADVERTISE_CLIENT_URLS", urls.client());
        if (!bootstrap.cluster().isEmpty()) {
            settings.put("ETCD_INITIAL_CLUSTER", bootstrap.cluster());
        }
        settings.put("ETCD_INITIAL_CLUSTER_TOKEN", lab.token());
        settings.put("ETCD_INITIAL_CLUSTER_STATE", bootstrap.state());
        settings.putAll(new TreeMap<>(bootstrap.finding()));
        return new NodeConf(settings);
    }

    /** Reads a rendered file back; comments and what is no setting are passed over. */
    public static NodeConf parse(String text) {
        var settings = new LinkedHashMap<String, String>();
        text.lines()
                .map(line -> LINE.matcher(line.strip()))
                .filter(line -> line.matches())
                .forEach(line -> settings.put(line.group(1), line.group(2)));
        return new NodeConf(settings);
    }

    /** The file's text. */
    public String render() {
        return settings.entrySet().stream()
                .map(setting -> "%s=\"%s\"%n".formatted(setting.getKey(), setting.getValue()))
                .collect(Collectors.joining());
    }
}
