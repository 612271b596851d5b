package turtlelab.labctl.driver;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.regex.Pattern;

/**
 * A node as {@code lab.yaml} knows it: its name and where it answers, once as a process on this
 * machine ({@code local}, a loopback address) and once as a machine of its own ({@code vm}).
 */
public record NodeSpec(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) String local,
        @JsonProperty(required = true) String vm) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");
    private static final Pattern BYTE = Pattern.compile("[0-9]{1,3}");

    public NodeSpec {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "node name '%s': use a lower-case letter, then letters, digits and dashes"
                            .formatted(name));
        }
        checkAddress(name, local);
        checkAddress(name, vm);
        if (!local.startsWith("127.")) {
            throw new IllegalArgumentException(
                    "node %s: local address %s is not a loopback address (127.x.y.z)"
                            .formatted(name, local));
        }
    }

    private static void checkAddress(String name, String address) {
        var parts = address.split("\\.", -1);
        boolean right = parts.length == 4;
        for (var part : parts) {
            right = right && BYTE.matcher(part).matches() && Integer.parseInt(part) <= 255;
        }
        if (!right) {
            throw new IllegalArgumentException(
                    "node %s: '%s' is not an IPv4 address".formatted(name, address));
        }
    }
}
