package turtlelab.labctl.ctl.v3;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import turtlelab.labctl.ctl.flag.CtlFailure;

/** Peer URLs as etcdctl checks them before it asks anybody. */
final class PeerUrls {

    private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][\\w+.-]*)://.*");
    private static final Pattern HOST_PORT = Pattern.compile("(\\[[^]]+]|[^:/]*):\\d+");

    private PeerUrls() {}

    /** The URLs of a list with commas. */
    static List<String> read(String list) {
        var urls = Arrays.stream(list.split(",")).map(String::strip).toList();
        urls.forEach(PeerUrls::check);
        return urls;
    }

    private static void check(String url) {
        if (url.matches("[^a-zA-Z/][^/]*:.*")) {
            throw wrong(
                    "parse \"%s\": first path segment in URL cannot contain colon".formatted(url));
        }
        var scheme = SCHEME.matcher(url);
        if (!scheme.matches() || !scheme.group(1).matches("https?|unixs?")) {
            throw wrong("URL scheme must be http, https, unix, or unixs: " + url);
        }
        var rest = url.substring(url.indexOf("://") + "://".length());
        int slash = rest.indexOf('/');
        var authority = slash < 0 ? rest : rest.substring(0, slash);
        if (!HOST_PORT.matcher(authority).matches()) {
            throw wrong("URL address does not have the form \"host:port\": " + url);
        }
        if (slash >= 0) {
            throw wrong("URL must not contain a path: " + url);
        }
    }

    private static CtlFailure wrong(String text) {
        return new CtlFailure(Failures.FAILED, "Error: " + text);
    }
}
